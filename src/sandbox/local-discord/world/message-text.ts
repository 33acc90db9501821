import type { APIEmbed } from 'discord-api-types/v10';

/** A component as far as a reader of any message or form needs it; Discord has some thirty kinds. */
export interface AnyComponent {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  content?: string;
  placeholder?: string;
  disabled?: boolean;
  style?: number;
  url?: string;
  emoji?: { name?: string };
  description?: string | null;
  required?: boolean;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  value?: string;
  default?: boolean;
  spoiler?: boolean;
  accent_color?: number | null;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  default_values?: { id: string; type: string }[];
  channel_types?: number[];
  components?: AnyComponent[];
  component?: AnyComponent;
  accessory?: AnyComponent;
  items?: { media: { url: string }; description?: string | null }[];
  media?: { url: string };
  file?: { url: string };
}

/** Every component in reading order, however deep. */
export function* everyComponent(components: readonly AnyComponent[]): Generator<AnyComponent> {
  for (const component of components) {
    yield component;
    if (component.components) yield* everyComponent(component.components);
    if (component.component) yield* everyComponent([component.component]);
    if (component.accessory) yield* everyComponent([component.accessory]);
  }
}

const TEXT_DISPLAY = 10;

/** The text by which a message can mention people: its content and its text components, not its embeds. */
export function mentionableText(content: string, components: readonly AnyComponent[]): string {
  const displays = [...everyComponent(components)].filter(({ type }) => type === TEXT_DISPLAY);
  return [content, ...displays.map((display) => display.content ?? '')].join('\n');
}

/** All a person can read in a message, top to bottom, with the labels of buttons and menus. */
export function readableText(message: {
  content: string;
  embeds: readonly APIEmbed[];
  components: readonly unknown[];
  attachments: readonly { filename: string; description?: string }[];
}): string {
  const lines = [message.content];
  for (const embed of message.embeds)
    lines.push(
      embed.author?.name ?? '',
      embed.title ?? '',
      embed.description ?? '',
      ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
      embed.footer?.text ?? '',
    );
  for (const component of everyComponent(message.components as AnyComponent[])) {
    const emoji = component.emoji?.name;
    lines.push(
      component.content ?? '',
      component.label ? `[${emoji ? `${emoji} ` : ''}${component.label}]` : emoji ? `[${emoji}]` : '',
      component.placeholder ? `[${component.placeholder}]` : '',
      ...(component.items ?? []).map((item) => item.description ?? ''),
      component.type === 11 ? (component.description ?? '') : '',
    );
  }
  for (const { filename, description } of message.attachments) lines.push(filename, description ?? '');
  return lines.filter((line) => line !== '').join('\n');
}
