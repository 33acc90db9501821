import { createHash } from 'node:crypto';
import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelId, GuildId, RoleId, RowId, UserId } from '#domain/ids';
import type { Dispatch, Dispatched } from '#use-cases/ports/announcer';
import { Story } from '#sandbox/local-discord/harness/story';
import { type LocalDiscord, startLocalDiscord } from '#sandbox/local-discord/local-discord';
import { DiscordAnnouncer } from '#discord/announcer';
import { createCustomIds } from '#discord/custom-ids';
import { DiscordPresence } from '#discord/presence';
import { DiscordServerCheck } from '#discord/server-check';
import { SILENT } from './fake-app.ts';

let discord: LocalDiscord;
let story: Story;
let announcer: DiscordAnnouncer;

beforeEach(async () => {
  discord = await startLocalDiscord();
  story = new Story(discord);
  announcer = anAnnouncer();
});
afterEach(() => discord.stop());

function anAnnouncer() {
  return new DiscordAnnouncer({
    token: discord.token,
    apiUrl: discord.apiUrl,
    customIds: createCustomIds([{ id: 'test', key: Buffer.alloc(32, 1) }]),
    pace: { take: () => Promise.resolve(0) },
    logger: SILENT,
  });
}

const row = (name: string) => createHash('sha256').update(name).digest('hex') as RowId;
const base = (name: string) => ({
  row: row(name),
  resumed: false,
  locale: 'en',
  guild: story.guildId as GuildId,
});
const lobby = () => story.lobbyId as ChannelId;
const user = (actor: { id: string }) => actor.id as UserId;

function welcome(
  name: string,
  to: { channel: ChannelId } | { user: UserId },
  mentions: UserId[] = [],
): Dispatch {
  return { ...base(name), do: 'post', to, notice: { kind: 'welcome', where: 'dm' }, mentions, pin: false };
}

async function openThread(name: string, members: UserId[]): Promise<ChannelId> {
  return placeOf(
    await announcer.dispatch({
      ...base(name),
      do: 'open-thread',
      parent: lobby(),
      name: 'partnership',
      members,
    }),
  );
}

function placeOf(dispatched: Dispatched): ChannelId {
  if (dispatched.kind !== 'done' || !dispatched.channel)
    throw new Error(`not done: ${JSON.stringify(dispatched)}`);
  return dispatched.channel;
}

/** Every message the bot has posted in a channel and that still stands. */
const standing = (channel: string) =>
  story.owner.control.sees(channel).filter(({ authorName }) => authorName);

function understood() {
  const { log } = discord;
  expect([...log.of('unknown-route'), ...log.of('breach')]).toEqual([]);
}

describe('members see', () => {
  it('a message in the lobby, which pings exactly the people meant', async () => {
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    await announcer.dispatch({
      ...base('rest'),
      do: 'post',
      to: { channel: lobby() },
      notice: { kind: 'rest', who: { person: 'p' as never, user: user(ana) }, until: '2026-03-29' as never },
      mentions: [],
      pin: false,
    });
    await announcer.dispatch({
      ...base('prompt'),
      do: 'post',
      to: { channel: lobby() },
      notice: {
        kind: 're-entry',
        partnership: 'P' as never,
        to: [{ person: 'p' as never, user: user(ben) }],
      },
      mentions: [user(ben)],
      pin: false,
    });
    await ben.isPinged(/./);
    expect(ana.control.notifications()).toEqual([]);
    understood();
  });

  it('a direct message, or else the ledger hears that their DMs are closed', async () => {
    const [ana, ben] = [story.member('Ana'), story.member('Ben', { dmsOpen: false })];
    await expect(announcer.dispatch(welcome('a', { user: user(ana) }))).resolves.toMatchObject({
      kind: 'done',
    });
    await expect(announcer.dispatch(welcome('b', { user: user(ben) }))).resolves.toEqual({
      kind: 'degrade',
      because: 'dm-closed',
      code: 50007,
    });
    expect(ana.goesTo('dm').control.sees()).toHaveLength(1);
    understood();
  });

  it('a private thread of their own, which nobody else can find', async () => {
    const [ana, ben, cem] = [story.member('Ana'), story.member('Ben'), story.member('Cem')];
    const thread = await openThread('thread', [user(ana), user(ben)]);
    const named = (actor: typeof ana) => actor.control.channels().find(({ id }) => id === thread)?.name;
    expect(named(ana)).toMatch(/^Ana and Ben · [0-9a-z]{5}$/);
    expect(named(ben)).toBe(named(ana));
    expect(named(cem)).toBeUndefined();
    const closed = await announcer.dispatch({ ...base('close'), do: 'archive-thread', channel: thread });
    expect(closed.kind).toBe('done');
    understood();
  });

  it('nothing more of a thread that they left, archived or not', async () => {
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    const thread = await openThread('thread', [user(ana), user(ben)]);
    await announcer.dispatch({ ...base('close'), do: 'archive-thread', channel: thread });
    const left = await announcer.dispatch({
      ...base('leave'),
      do: 'leave-thread',
      channel: thread,
      user: user(ben),
    });
    expect(left.kind).toBe('done');
    expect(ben.control.channels(true).map(({ id }) => id)).not.toContain(thread);
    understood();
  });

  it('a pinned agreement, redrawn in place even when the thread fell asleep', async () => {
    const ana = story.member('Ana');
    const thread = await openThread('thread', [user(ana)]);
    const pinned = await announcer.dispatch({
      ...welcome('charter', { channel: thread }),
      pin: true,
    } as Dispatch);
    if (pinned.kind !== 'done' || !pinned.message) throw new Error('not posted');
    await announcer.dispatch({ ...base('close'), do: 'archive-thread', channel: thread });
    const edited = await announcer.dispatch({
      ...base('edit'),
      do: 'edit',
      channel: thread,
      message: pinned.message,
      notice: { kind: 'dissolved' },
    });
    expect(edited.kind).toBe('done');
    const seen = ana.control.sees(thread).find(({ id }) => id === pinned.message);
    expect(seen).toMatchObject({ pinned: true, edited: true });
    understood();
  });

  it('the lobby in its category, once, however often it is opened', async () => {
    const role = discord.control.createRole(story.guildId, { name: 'facilitators' });
    const open: Dispatch = { ...base('lobby'), do: 'open-lobby', facilitatorRole: role as RoleId };
    const first = await announcer.dispatch(open);
    await expect(announcer.dispatch(open)).resolves.toEqual(first);
    if (first.kind !== 'done') throw new Error('not opened');
    const channels = story.owner.control.channels();
    expect(channels.filter(({ name }) => name === 'alongside-lobby').map(({ id }) => id)).toEqual([
      first.channel,
    ]);
    expect(discord.world.channels.get(String(first.category))?.type).toBe(ChannelType.GuildCategory);
    expect(discord.world.channels.get(String(first.channel))?.parentId).toBe(first.category);
    await expect(openThreadUnder(first.channel)).resolves.toMatchObject({ kind: 'done' });
    understood();
  });
});

function openThreadUnder(parent: ChannelId | null) {
  return announcer.dispatch({
    ...base('under'),
    do: 'open-thread',
    parent: parent as ChannelId,
    name: 'corner',
    members: [user(story.owner)],
  });
}

describe('one message, once,', () => {
  const faults = [
    ['reset', { does: 'reset' }],
    ['503', { does: 'error', status: 503 }],
  ] as const;

  it.each(faults)('after a send that Discord accepted and answered with a %s', async (_what, fault) => {
    discord.faults.inject({
      route: 'POST /channels/:channel/messages',
      accepted: 'after',
      times: 1,
      ...fault,
    });
    const dispatch = welcome('once', { channel: lobby() });
    await expect(announcer.dispatch(dispatch)).resolves.toMatchObject({ kind: 'retry' });
    await expect(announcer.dispatch(dispatch)).resolves.toMatchObject({ kind: 'done' });
    expect(standing(lobby())).toHaveLength(1);
  });

  it.each(faults)('by another process that resumes the row after a %s', async (_what, fault) => {
    discord.faults.inject({
      route: 'POST /channels/:channel/messages',
      accepted: 'after',
      times: 1,
      ...fault,
    });
    const dispatch = welcome('once', { channel: lobby() });
    await announcer.dispatch(dispatch);
    const done = await anAnnouncer().dispatch({ ...dispatch, resumed: true });
    expect(done.kind).toBe('done');
    expect(standing(lobby())).toHaveLength(1);
    const sends = discord.log
      .of('request')
      .filter(({ route }) => route === 'POST /channels/:channel/messages');
    expect(sends).toHaveLength(1);
  });

  it('by the nonce alone when nobody knew that it was sent', async () => {
    const dispatch = welcome('once', { channel: lobby() });
    const first = await announcer.dispatch(dispatch);
    await expect(anAnnouncer().dispatch(dispatch)).resolves.toEqual(first);
    expect(standing(lobby())).toHaveLength(1);
  });

  it.each(faults)('and one thread after a %s', async (_what, fault) => {
    const ana = story.member('Ana');
    discord.faults.inject({
      route: 'POST /channels/:channel/threads',
      accepted: 'after',
      times: 1,
      ...fault,
    });
    const open: Dispatch = {
      ...base('thread'),
      do: 'open-thread',
      parent: lobby(),
      name: 'partnership',
      members: [user(ana)],
    };
    await expect(announcer.dispatch(open)).resolves.toMatchObject({ kind: 'retry' });
    const thread = placeOf(await anAnnouncer().dispatch(open));
    expect(
      ana.control
        .channels()
        .filter(({ id }) => id !== lobby())
        .map(({ id }) => id),
    ).toEqual([thread]);
  });
});

describe('the ledger hears', () => {
  it('that a thread is gone', async () => {
    const thread = await openThread('thread', [user(story.owner)]);
    discord.control.deleteChannel(thread);
    await expect(announcer.dispatch(welcome('m', { channel: thread }))).resolves.toMatchObject({
      kind: 'degrade',
      because: 'place-gone',
    });
  });

  it('that the bot may not speak', async () => {
    denyTheBot(PermissionFlagsBits.SendMessages);
    await expect(announcer.dispatch(welcome('m', { channel: lobby() }))).resolves.toMatchObject({
      kind: 'degrade',
      because: 'no-permission',
    });
  });

  it('that Discord is away', async () => {
    discord.faults.startOutage();
    await expect(announcer.dispatch(welcome('m', { channel: lobby() }))).resolves.toMatchObject({
      kind: 'retry',
    });
    discord.faults.endOutage();
    await expect(announcer.dispatch(welcome('m', { channel: lobby() }))).resolves.toMatchObject({
      kind: 'done',
    });
  });

  it('when to come back from a rate limit', async () => {
    discord.faults.inject({
      route: 'POST /channels/:channel/messages',
      does: 'rate-limit',
      retryAfterSeconds: 3,
      times: 1,
    });
    const answer = await announcer.dispatch(welcome('m', { channel: lobby() }));
    expect(answer).toMatchObject({ kind: 'retry', code: 429 });
    expect(answer.kind === 'retry' && answer.afterMs).toBeGreaterThanOrEqual(3_000);
  });
});

describe('presence', () => {
  it('knows who is a member and who is not any more', async () => {
    const ana = story.member('Ana');
    const presence = new DiscordPresence(announcer.rest);
    await expect(presence.isMember(story.guildId as GuildId, user(ana))).resolves.toBe(true);
    discord.control.leave(story.guildId, ana.id);
    await expect(presence.isMember(story.guildId as GuildId, user(ana))).resolves.toBe(false);
  });

  it('knows who wrote since, without the bot and without what was said before', async () => {
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    ana.posts('before');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const since = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    ben.posts('after');
    ben.posts('and again');
    await announcer.dispatch(welcome('m', { channel: lobby() }));
    const presence = new DiscordPresence(announcer.rest);
    await expect(presence.wroteSince(lobby(), since)).resolves.toEqual([ben.id]);
  });

  it('sees nobody in a channel that is gone', async () => {
    const channel = discord.control.createChannel(story.guildId, { name: 'gone' });
    discord.control.deleteChannel(channel);
    await expect(
      new DiscordPresence(announcer.rest).wroteSince(channel as ChannelId, new Date(0)),
    ).resolves.toEqual([]);
  });
});

describe('the check of permissions', () => {
  it('finds everything granted', async () => {
    const checks = await new DiscordServerCheck(announcer.rest).inspect(story.guildId as GuildId, lobby());
    expect(checks).toHaveLength(20);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('finds exactly what an overwrite of the lobby takes away, again and again', async () => {
    denyTheBot(PermissionFlagsBits.SendMessagesInThreads | PermissionFlagsBits.PinMessages);
    const check = new DiscordServerCheck(announcer.rest);
    for (let times = 0; times < 2; times += 1) {
      const missing = (await check.inspect(story.guildId as GuildId, lobby())).filter(({ ok }) => !ok);
      expect(missing).toEqual([
        { permission: 'send-messages-in-threads', where: 'lobby', ok: false },
        { permission: 'pin-messages', where: 'lobby', ok: false },
      ]);
    }
  });

  it('finds nothing granted in a lobby that is gone', async () => {
    discord.control.deleteChannel(story.lobbyId);
    const checks = await new DiscordServerCheck(announcer.rest).inspect(story.guildId as GuildId, lobby());
    expect(checks.filter(({ where }) => where === 'lobby').every(({ ok }) => !ok)).toBe(true);
  });
});

function denyTheBot(deny: bigint) {
  discord.control.setOverwrite(story.lobbyId, { id: discord.world.botId, deny });
}
