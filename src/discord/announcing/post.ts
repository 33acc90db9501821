import { Routes, type APIMessage } from 'discord.js';
import type { ChannelId, MessageId, UserId } from '#domain/ids';
import type { Dispatched } from '#use-cases/ports/announcer';
import type { RowMarks } from '../row-marks.ts';
import type { MessageBody } from '../views/message-body.ts';
import { Answered, type DiscordCall } from './paced-rest.ts';
import { wakingThread } from './waking-thread.ts';

export type Post = {
  to: { channel: ChannelId } | { user: UserId };
  body: MessageBody;
  mentions: readonly UserId[];
  pin: boolean;
  marks: RowMarks;
  /** An earlier attempt may have been accepted: look for its message before sending. */
  look: boolean;
  botId: string;
};

/** As many messages as one request lists; an attempt is resumed within minutes or after an outage of ours. */
const LOOK_BACK = '100';

/**
 * Posts one message, once. Discord itself drops a repeated `nonce` for a few minutes; beyond those the row's
 * mark on the first component tells our message from others.
 */
export async function post(
  call: DiscordCall,
  { to, body, mentions, pin, marks, look, botId }: Post,
): Promise<Dispatched> {
  const place = 'user' in to ? `user ${to.user}` : to.channel;
  const channel = 'user' in to ? await openDm(call, to.user, place) : to.channel;
  const earlier = look ? await findOwn(call, { channel, mark: marks.component, botId }) : null;
  const message = earlier ?? (await send(call, { channel, place, body, mentions, marks }));
  if (pin) await pinIfAllowed(call, channel, message);
  return { kind: 'done', channel, message };
}

/**
 * A message that may not be pinned (Pin Messages is a permission of its own; `/setup check` tells) has still
 * been posted. When pinning is worth another try, so is the row, and it has to find this message again.
 */
async function pinIfAllowed(call: DiscordCall, channel: ChannelId, message: MessageId): Promise<void> {
  try {
    await call('PUT', Routes.channelMessagesPin(channel, message), { place: `${channel} pins` });
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
    const { answer } = error;
    if (answer.meaning === 'token-dead') throw error;
    if (answer.meaning === 'later') throw new Answered({ ...answer, unsure: true });
  }
}

async function openDm(call: DiscordCall, user: UserId, place: string): Promise<ChannelId> {
  const dm = await call<{ id: ChannelId }>('POST', Routes.userChannels(), {
    place,
    body: { recipient_id: user },
  });
  return dm.id;
}

async function send(
  call: DiscordCall,
  what: Pick<Post, 'body' | 'mentions' | 'marks'> & { channel: ChannelId; place: string },
): Promise<MessageId> {
  const { channel, place, body, mentions, marks } = what;
  const message = await wakingThread(call, channel, () =>
    call<{ id: MessageId }>('POST', Routes.channelMessages(channel), {
      place,
      body: {
        ...marked(body, marks.component),
        nonce: marks.nonce,
        enforce_nonce: true,
        allowed_mentions: { parse: [], users: [...mentions] },
      },
    }),
  );
  return message.id;
}

/** The body with the row's mark as the id of its first component. */
function marked(body: MessageBody, mark: number): MessageBody {
  return {
    flags: body.flags,
    components: body.components.map((component, index) =>
      index === 0 ? { ...component, id: mark } : component,
    ),
  };
}

/** Our own message that bears the mark, among the latest of the channel. */
async function findOwn(
  call: DiscordCall,
  { channel, mark, botId }: { channel: ChannelId; mark: number; botId: string },
): Promise<MessageId | null> {
  const latest = await call<Pick<APIMessage, 'id' | 'author' | 'components'>[]>(
    'GET',
    Routes.channelMessages(channel),
    { place: channel, query: { limit: LOOK_BACK } },
  );
  const own = latest.find(
    ({ author, components }) => author.id === botId && components?.some(({ id }) => id === mark),
  );
  return (own?.id as MessageId | undefined) ?? null;
}

/** Redraws a message of ours; nobody is notified by an edit. */
export async function edit(
  call: DiscordCall,
  { channel, message, body }: { channel: ChannelId; message: MessageId; body: MessageBody },
): Promise<Dispatched> {
  await wakingThread(call, channel, () =>
    call('PATCH', Routes.channelMessage(channel, message), {
      place: channel,
      body: { ...body, allowed_mentions: { parse: [] } },
    }),
  );
  return { kind: 'done', channel, message };
}

/** Deletes a message of ours. */
export async function remove(
  call: DiscordCall,
  { channel, message }: { channel: ChannelId; message: MessageId },
): Promise<Dispatched> {
  await wakingThread(call, channel, () =>
    call('DELETE', Routes.channelMessage(channel, message), { place: channel }),
  );
  return { kind: 'done', channel, message: null };
}
