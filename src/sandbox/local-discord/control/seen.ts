import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import type { Message } from '../world/entities.ts';
import { type AnyComponent, everyComponent, readableText } from '../world/message-text.ts';
import { attachmentOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

export interface SeenButton {
  label: string;
  /** Null for links, which go to `url`. */
  customId: string | null;
  url: string | null;
  disabled: boolean;
  style: number;
}

export interface SeenMenu {
  customId: string;
  type: number;
  placeholder: string;
  disabled: boolean;
  minValues: number;
  maxValues: number;
  /** Of a string menu; other menus offer people, roles or channels. */
  options: { label: string; value: string; description: string; default: boolean }[];
}

/** A message as one person sees it. */
export interface SeenMessage {
  id: string;
  channelId: string;
  authorId: string;
  authorName: string;
  /** The world's clock, in milliseconds. */
  at: number;
  edited: boolean;
  ephemeral: boolean;
  /** The bot deferred its answer: "thinking...". */
  loading: boolean;
  pinned: boolean;
  type: number;
  flags: number;
  content: string;
  /** All that can be read in it, top to bottom, with button labels in brackets. */
  text: string;
  embeds: unknown[];
  components: AnyComponent[];
  buttons: SeenButton[];
  menus: SeenMenu[];
  attachments: { id: string; filename: string; url: string; description?: string; size: number }[];
  mentions: { users: string[]; roles: string[]; everyone: boolean };
  reactions: { emoji: string; count: number }[];
  replyTo: string | null;
  threadId: string | null;
}

/** One thing to fill in, in a form. */
export interface SeenField {
  customId: string;
  label: string;
  description: string;
  type: number;
  required: boolean;
  placeholder: string;
  /** What stands in it when it opens. */
  value: string;
  paragraph: boolean;
  minLength: number;
  maxLength: number;
  minValues: number;
  maxValues: number;
  options: { label: string; value: string; description: string; default: boolean }[];
  channelTypes: number[];
}

export interface SeenModal {
  interactionId: string;
  customId: string;
  title: string;
  /** Text between the fields, joined. */
  text: string;
  fields: SeenField[];
}

/** What somebody sees happen after they did something. */
export type Outcome =
  | { kind: 'message'; interactionId: string; message: SeenMessage }
  | { kind: 'updated'; interactionId: string; message: SeenMessage }
  | { kind: 'modal'; interactionId: string; modal: SeenModal }
  | { kind: 'choices'; interactionId: string; choices: { name: string; value: string | number }[] }
  /** The bot acknowledged and nothing more came of it in time. */
  | { kind: 'nothing'; interactionId: string }
  /** No acknowledgement in time: "This interaction failed" or "The application did not respond". */
  | { kind: 'failed'; interactionId: string; text: string };

const MENUS: ReadonlySet<number> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

function optionsOf(component: AnyComponent): SeenMenu['options'] {
  return (component.options ?? []).map((option) => ({
    label: option.label,
    value: option.value,
    description: option.description ?? '',
    default: option.default ?? false,
  }));
}

export function seenMessage(world: World, message: Message): SeenMessage {
  const author = world.person(message.authorId);
  const components = [...everyComponent(message.components as AnyComponent[])];
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    authorName: author.globalName ?? author.username,
    at: message.at,
    edited: message.editedAt !== null,
    ephemeral: message.ephemeralFor !== null,
    loading: (message.flags & MessageFlags.Loading) !== 0,
    pinned: message.pinned,
    type: message.type,
    flags: message.flags,
    content: message.content,
    text: readableText(message),
    embeds: message.embeds,
    components: message.components as AnyComponent[],
    buttons: components
      .filter(({ type }) => type === ComponentType.Button)
      .map((button) => ({
        label: button.label ?? button.emoji?.name ?? '',
        customId: button.custom_id ?? null,
        url: button.url ?? null,
        disabled: button.disabled ?? false,
        style: button.style ?? ButtonStyle.Secondary,
      })),
    menus: components
      .filter(({ type }) => MENUS.has(type))
      .map((menu) => ({
        customId: menu.custom_id ?? '',
        type: menu.type,
        placeholder: menu.placeholder ?? '',
        disabled: menu.disabled ?? false,
        minValues: menu.min_values ?? 1,
        maxValues: menu.max_values ?? 1,
        options: optionsOf(menu),
      })),
    attachments: message.attachments.map((attachment) => {
      const { id, filename, url, size, description } = attachmentOnWire(attachment);
      return { id, filename, url, size, ...(description ? { description } : {}) };
    }),
    mentions: message.mentions,
    reactions: [...message.reactions].map(([emoji, users]) => ({ emoji, count: users.size })),
    replyTo: message.reference?.messageId ?? null,
    threadId: message.threadId,
  };
}

/** The fields of a form in order, whether they stand in labels (type 18) or in rows as of old. */
export function seenModal(modal: {
  interactionId: string;
  customId: string;
  title: string;
  components: readonly AnyComponent[];
}): SeenModal {
  const texts: string[] = [];
  const fields: SeenField[] = [];
  for (const outer of modal.components) {
    if (outer.type === ComponentType.TextDisplay) texts.push(outer.content ?? '');
    const inner = outer.component ? [outer.component] : (outer.components ?? []);
    for (const component of inner) fields.push(seenField(outer, component));
  }
  return {
    interactionId: modal.interactionId,
    customId: modal.customId,
    title: modal.title,
    text: texts.join('\n'),
    fields,
  };
}

function seenField(outer: AnyComponent, component: AnyComponent): SeenField {
  const isText = component.type === ComponentType.TextInput;
  const group = component.type === ComponentType.CheckboxGroup;
  return {
    customId: component.custom_id ?? '',
    label: outer.label ?? component.label ?? '',
    description: outer.description ?? '',
    type: component.type,
    // Everything in a form is required unless it says otherwise; a single checkbox has nothing to require.
    required: component.type === ComponentType.Checkbox ? false : (component.required ?? true),
    placeholder: component.placeholder ?? '',
    value: component.value ?? '',
    paragraph: isText && component.style === 2,
    minLength: component.min_length ?? 0,
    maxLength: component.max_length ?? 4000,
    minValues: component.min_values ?? 1,
    maxValues: component.max_values ?? (group ? (component.options?.length ?? 1) : 1),
    options: optionsOf(component),
    channelTypes: component.channel_types ?? [],
  };
}
