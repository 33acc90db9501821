import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APISectionComponent,
  type APISelectMenuOption,
  type APISeparatorComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
} from 'discord.js';
import type { MessageBody } from './message-body.ts';

/** Gentle colours, each for a mood; nothing is told by colour alone. */
export const ACCENTS = { calm: 0x8fb8a8, warm: 0xe0c08a, sky: 0x9db8d9, rest: 0xb9add1 } as const;
export type Accent = keyof typeof ACCENTS;

/** One message of one container; empty places (`null`, empty text) leave no trace. */
export function message(accent: Accent, ...parts: (APIComponentInContainer | null)[]): MessageBody {
  const components = parts.filter((part) => part !== null);
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, accent_color: ACCENTS[accent], components }],
  };
}

/** Paragraphs of markdown, one under another; `null` when nothing is left to say. */
export function text(...lines: (string | null)[]): APITextDisplayComponent | null {
  const content = lines.filter((line) => line !== null && line !== '').join('\n');
  return content === '' ? null : { type: ComponentType.TextDisplay, content };
}

export function heading(title: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: `### ${title}` };
}

export function divider(): APISeparatorComponent {
  return { type: ComponentType.Separator };
}

/** At most five buttons. */
export function buttons(
  ...row: (APIButtonComponentWithCustomId | null)[]
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  const components = row.filter((button) => button !== null);
  return components.length === 0 ? null : { type: ComponentType.ActionRow, components };
}

/** The one thing to do here; every other button is `quietButton`. Danger-red is never used. */
export function mainButton(label: string, customId: string): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Primary, label, custom_id: customId };
}

export function quietButton(label: string, customId: string): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: customId };
}

/** A line with the button that belongs to it. */
export function sectionWithButton(
  content: string,
  button: APIButtonComponentWithCustomId,
): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content }],
    accessory: button,
  };
}

/** A select of one of the options, in a row of its own. */
export function selectOne(
  customId: string,
  placeholder: string,
  options: APISelectMenuOption[],
): APIActionRowComponent<APIStringSelectComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId,
        placeholder,
        min_values: 1,
        max_values: 1,
        options,
      },
    ],
  };
}
