import type {
  APIAllowedMentions,
  APIEmbed,
  APIMessageTopLevelComponent,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { formError, refusals } from '../api-error.ts';
import type { Attachment, Channel, Message } from '../world/entities.ts';
import type { MessageEdit } from '../world/message-changes.ts';
import { type AnyComponent, everyComponent } from '../world/message-text.ts';
import type { World } from '../world/world.ts';
import type { Call } from './call.ts';

type AttachmentRequest = { id: string | number; filename?: string; description?: string };

/** Turns uploads and their metadata into attachments with ids and addresses of their own. */
export function uploaded(
  world: World,
  channel: Channel,
  call: Pick<Call, 'files' | 'filesUrl'>,
  metadata: readonly AttachmentRequest[],
): Attachment[] {
  return call.files.map((file, index) => {
    const key = /\[(\d+)\]/.exec(file.field)?.[1] ?? String(index);
    const about = metadata.find(({ id }) => String(id) === key);
    const id = world.id();
    const filename = about?.filename ?? file.name;
    const url = `${call.filesUrl}/attachments/${channel.id}/${id}/${encodeURIComponent(filename)}`;
    return {
      id,
      filename,
      size: file.bytes.byteLength,
      url,
      proxy_url: url,
      content_type: file.type || 'application/octet-stream',
      ...(about?.description ? { description: about.description } : {}),
      bytes: file.bytes,
    };
  });
}

/** Replaces `attachment://name` in pictures and files by the address of the upload of that name. */
export function withAddresses(
  components: APIMessageTopLevelComponent[],
  attachments: readonly Attachment[],
): APIMessageTopLevelComponent[] {
  const copy = structuredClone(components);
  for (const component of everyComponent(copy as AnyComponent[])) {
    const media = [component.media, component.file, ...(component.items ?? []).map((item) => item.media)];
    for (const place of media) {
      if (!place?.url.startsWith('attachment://')) continue;
      const name = place.url.slice('attachment://'.length);
      const attachment = attachments.find(({ filename }) => filename === name);
      if (!attachment)
        throw formError(
          'components',
          'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          `The referenced attachment was not found: ${name}`,
        );
      Object.assign(place, { url: attachment.url, proxy_url: attachment.url, attachment_id: attachment.id });
    }
  }
  return copy;
}

/** What a request to create a message says, in the words of the world. */
export function newMessage(
  world: World,
  channel: Channel,
  call: Pick<Call, 'files' | 'filesUrl'>,
  body: RESTPostAPIChannelMessageJSONBody,
): {
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: Attachment[];
  flags: number;
  allowedMentions: APIAllowedMentions | undefined;
} {
  const attachments = uploaded(world, channel, call, (body.attachments ?? []) as AttachmentRequest[]);
  return {
    content: body.content ?? '',
    embeds: (body.embeds ?? []).map(storedEmbed),
    components: withAddresses(body.components ?? [], attachments),
    attachments,
    flags: body.flags ?? 0,
    allowedMentions: body.allowed_mentions,
  };
}

/** An embed as Discord keeps it, with its type and what its fields leave out. */
function storedEmbed(embed: APIEmbed): APIEmbed {
  const fields = embed.fields?.map((field) => ({ inline: false, ...field }));
  return { type: 'rich', ...embed, ...(fields ? { fields } : {}) } as APIEmbed;
}

/** Which flags of a message an edit may touch; all others are ignored without an error. */
const EDITABLE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
const ONLY_IN_V2: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 14, 17]);

/**
 * What an edit makes of a message, or Discord's refusal when the message as it would stand is not one:
 * old fields beside Components V2, V2 components without the flag, or nothing at all.
 * Source: developers/resources/message#edit-message.
 */
export function messageEdit(
  world: World,
  channel: Channel,
  message: Message,
  call: Pick<Call, 'files' | 'filesUrl'>,
  body: Omit<Partial<RESTPostAPIChannelMessageJSONBody>, 'content' | 'embeds' | 'components' | 'flags'> & {
    content?: string | null | undefined;
    embeds?: APIEmbed[] | null | undefined;
    components?: APIMessageTopLevelComponent[] | null | undefined;
    flags?: number | null | undefined;
  },
): MessageEdit {
  const wanted = body.flags ?? message.flags;
  // Suppressed embeds can come back, Components V2 cannot go.
  const flags =
    (message.flags & ~MessageFlags.SuppressEmbeds) |
    (wanted & EDITABLE_FLAGS) |
    (message.flags & MessageFlags.IsComponentsV2);
  const metadata = body.attachments as AttachmentRequest[] | undefined;
  const kept = metadata
    ? message.attachments.filter(({ id }) => metadata.some((request) => String(request.id) === id))
    : message.attachments;
  const attachments = [...kept, ...uploaded(world, channel, call, metadata ?? [])];
  const content = body.content === undefined ? message.content : (body.content ?? '');
  const embeds = body.embeds === undefined ? message.embeds : (body.embeds ?? []).map(storedEmbed);
  const components =
    body.components === undefined ? message.components : withAddresses(body.components ?? [], attachments);
  if ((flags & MessageFlags.IsComponentsV2) !== 0) {
    for (const [field, used] of [
      ['content', content !== ''],
      ['embeds', embeds.length > 0],
    ] as const)
      if (used)
        throw formError(
          field,
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
  } else {
    const index = (components as AnyComponent[]).findIndex(({ type }) => ONLY_IN_V2.has(type));
    if (index >= 0)
      throw formError(
        `components.${index}.type`,
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1,).',
      );
  }
  if (content === '' && embeds.length === 0 && components.length === 0 && attachments.length === 0)
    throw refusals.emptyMessage();
  return { content, embeds, components, attachments, flags, allowedMentions: body.allowed_mentions };
}
