import type { UploadedFile } from '#sandbox/web-client/protocol';
import type { LocalDiscord } from '../local-discord/local-discord.ts';
import { mustHave, mustSend } from '../local-discord/world/may.ts';
import { createMessage, setPinned } from '../local-discord/world/message-changes.ts';
import { Permission } from '../local-discord/world/permissions.ts';

/** Writes a message as a person, with files if there are any. */
export function postAs(
  { world, control, url }: LocalDiscord,
  author: string,
  channelId: string,
  { content, replyTo, files }: { content: string; replyTo: string | null; files: UploadedFile[] },
): void {
  if (content.trim() === '' && files.length === 0) throw new Error('an empty message cannot be sent');
  if (files.length === 0) {
    control.person(author).posts(channelId, content, ...(replyTo === null ? [] : [replyTo]));
    return;
  }
  const channel = world.channel(channelId);
  mustSend(world, author, channel, { embeds: false, files: true });
  const attachments = files.map(({ name, type, data }) => {
    const bytes = Buffer.from(data, 'base64');
    const id = world.id();
    const address = `${url}/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
    return {
      id,
      filename: name,
      size: bytes.byteLength,
      url: address,
      proxy_url: address,
      content_type: type || 'application/octet-stream',
      bytes: new Uint8Array(bytes),
    };
  });
  createMessage(world, channel, {
    authorId: author,
    content,
    attachments,
    replyTo: replyTo === null ? null : world.message(channel, replyTo),
  });
}

/** Pins or unpins a message as a person who may. */
export function pinAs({ world }: LocalDiscord, person: string, messageId: string, pinned: boolean): null {
  for (const channel of world.channels.values()) {
    const message = channel.messages.get(messageId);
    if (!message) continue;
    mustHave(world, person, channel, Permission.PinMessages);
    setPinned(world, channel, message, pinned);
    return null;
  }
  throw new Error('that message is gone');
}
