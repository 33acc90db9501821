import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelId, GuildId, MessageId, RowId, UserId } from '#domain/ids';
import type { Dispatch } from '#use-cases/ports/announcer';
import { DiscordAnnouncer } from '#discord/announcer';
import { createCustomIds } from '#discord/custom-ids';
import { rowMarks } from '#discord/row-marks';
import { type FakeDiscord, type FakeRequest, no, startFakeDiscord } from './fake-discord.ts';

const GUILD = '900000000000000001' as GuildId;
const CHANNEL = '900000000000000002' as ChannelId;
const ANA = '900000000000000003' as UserId;
const BEN = '900000000000000004' as UserId;
const BOT = '900000000000000005';
const ROW = createHash('sha256').update('a row').digest('hex') as RowId;
const MESSAGES = `POST /channels/${CHANNEL}/messages`;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let discord: FakeDiscord;
afterEach(() => discord.stop());

async function announcing(routes: Parameters<typeof startFakeDiscord>[0], waits: number[] = []) {
  discord = await startFakeDiscord({ 'GET /users/@me': () => ({ body: { id: BOT } }), ...routes });
  return new DiscordAnnouncer({
    token: 'a-token',
    apiUrl: discord.apiUrl,
    customIds: createCustomIds([{ id: 'test', key: Buffer.alloc(32, 1) }]),
    pace: { take: () => Promise.resolve(waits.shift() ?? 0) },
    logger: silent,
  });
}

const base = { row: ROW, resumed: false, locale: 'en', guild: GUILD };
const welcome: Dispatch = {
  ...base,
  do: 'post',
  to: { channel: CHANNEL },
  notice: { kind: 'welcome', where: 'corner' },
  mentions: [ANA],
  pin: false,
};
const accepted = (id: string) => () => ({ body: { id } });
const marked = (id: string, author = BOT, mark = rowMarks(ROW).component) => ({
  id,
  author: { id: author },
  components: [{ type: 17, id: mark, components: [] }],
});

describe('a message', () => {
  it('carries its nonce, its mark, Components V2 and exactly the people meant', async () => {
    const announcer = await announcing({ [MESSAGES]: accepted('1') });
    await expect(announcer.dispatch(welcome)).resolves.toEqual({
      kind: 'done',
      channel: CHANNEL,
      message: '1',
    });
    const [sent] = discord.to(MESSAGES) as [FakeRequest];
    expect(sent.body).toMatchObject({
      nonce: rowMarks(ROW).nonce,
      enforce_nonce: true,
      flags: 1 << 15,
      allowed_mentions: { parse: [], users: [ANA] },
    });
    expect(sent.body['components']).toMatchObject([{ type: 17, id: rowMarks(ROW).component }]);
    expect(sent.body).not.toHaveProperty('content');
  });

  it('is pinned when it should be, by the route of 2025', async () => {
    const pins = `PUT /channels/${CHANNEL}/messages/pins/1`;
    const announcer = await announcing({ [MESSAGES]: accepted('1'), [pins]: () => ({}) });
    await announcer.dispatch({ ...welcome, pin: true });
    expect(discord.to(pins)).toHaveLength(1);
  });

  it('stands even when the bot may not pin it', async () => {
    const pins = `PUT /channels/${CHANNEL}/messages/pins/1`;
    const announcer = await announcing({ [MESSAGES]: accepted('1'), [pins]: () => no(403, 50013) });
    await expect(announcer.dispatch({ ...welcome, pin: true })).resolves.toMatchObject({ kind: 'done' });
  });

  it('is found again, not sent again, when only its pin has to be tried once more', async () => {
    let away = true;
    const announcer = await announcing({
      [MESSAGES]: accepted('1'),
      [`GET /channels/${CHANNEL}/messages`]: () => ({ body: [marked('1')] }),
      [`PUT /channels/${CHANNEL}/messages/pins/1`]: () => (away ? { status: 502, body: {} } : {}),
    });
    await expect(announcer.dispatch({ ...welcome, pin: true })).resolves.toMatchObject({ kind: 'retry' });
    away = false;
    await expect(announcer.dispatch({ ...welcome, pin: true })).resolves.toMatchObject({ kind: 'done' });
    expect(discord.to(MESSAGES)).toHaveLength(1);
  });

  it('reaches a person through their DM', async () => {
    const announcer = await announcing({
      'POST /users/@me/channels': () => ({ body: { id: CHANNEL } }),
      [MESSAGES]: accepted('1'),
    });
    const sent = await announcer.dispatch({ ...welcome, to: { user: ANA } });
    expect(sent).toEqual({ kind: 'done', channel: CHANNEL, message: '1' });
    expect(discord.to('POST /users/@me/channels')[0]?.body).toEqual({ recipient_id: ANA });
  });

  it('wants another place when the DMs are closed', async () => {
    const announcer = await announcing({
      'POST /users/@me/channels': () => ({ body: { id: CHANNEL } }),
      [MESSAGES]: () => no(403, 50007),
    });
    await expect(announcer.dispatch({ ...welcome, to: { user: ANA } })).resolves.toEqual({
      kind: 'degrade',
      because: 'dm-closed',
      code: 50007,
    });
  });

  it.each([
    [404, 10003, 'place-gone'],
    [403, 50013, 'no-permission'],
    [403, 50001, 'no-permission'],
  ])('%i with code %i degrades: %s', async (status, code, because) => {
    const announcer = await announcing({ [MESSAGES]: () => no(status, code) });
    await expect(announcer.dispatch(welcome)).resolves.toEqual({ kind: 'degrade', because, code });
  });

  it('is not sent again at once to a channel that refused', async () => {
    const announcer = await announcing({ [MESSAGES]: () => no(403, 50013) });
    const first = await announcer.dispatch(welcome);
    await expect(announcer.dispatch({ ...welcome, row: 'another' as RowId })).resolves.toEqual(first);
    expect(discord.to(MESSAGES)).toHaveLength(1);
  });

  it('comes back when a rate limit says so, instead of waiting under its lease', async () => {
    const announcer = await announcing({
      [MESSAGES]: () => ({
        status: 429,
        headers: { 'retry-after': '2.5' },
        body: { message: 'slow down', retry_after: 2.5, global: false },
      }),
    });
    const answer = await announcer.dispatch(welcome);
    expect(answer).toMatchObject({ kind: 'retry', code: 429 });
    expect(answer.kind === 'retry' && answer.afterMs).toBeGreaterThanOrEqual(2_500);
    expect(discord.to(MESSAGES)).toHaveLength(1);
  });

  it('goes back to the ledger when its turn is far off', async () => {
    const announcer = await announcing({ [MESSAGES]: accepted('1') }, [60_000]);
    await expect(announcer.dispatch(welcome)).resolves.toEqual({
      kind: 'retry',
      code: 'paced',
      afterMs: 60_000,
    });
    expect(discord.requests).toHaveLength(0);
  });

  it('is never repeated blindly after a 503', async () => {
    const announcer = await announcing({ [MESSAGES]: () => ({ status: 503, body: {} }) });
    await expect(announcer.dispatch(welcome)).resolves.toMatchObject({ kind: 'retry', code: 503 });
    expect(discord.to(MESSAGES)).toHaveLength(1);
  });

  it('stops everything after a 401', async () => {
    const announcer = await announcing({
      [MESSAGES]: () => ({ status: 401, body: { code: 0, message: '401' } }),
    });
    await expect(announcer.dispatch(welcome)).resolves.toEqual({ kind: 'stopped', code: 401 });
    const before = discord.requests.length;
    await expect(announcer.dispatch({ ...base, do: 'archive-thread', channel: CHANNEL })).resolves.toEqual({
      kind: 'stopped',
      code: 401,
    });
    expect(discord.requests).toHaveLength(before);
  });

  it('is refused when Discord does not like it', async () => {
    const announcer = await announcing({ [MESSAGES]: () => no(400, 50035) });
    await expect(announcer.dispatch(welcome)).resolves.toEqual({ kind: 'refused', code: 50035 });
  });
});

describe('a message that may stand there already', () => {
  const LIST = `GET /channels/${CHANNEL}/messages`;

  it('is adopted by its mark instead of sent again', async () => {
    const announcer = await announcing({
      [LIST]: () => ({ body: [marked('8', BOT, 5), marked('9')] }),
      [MESSAGES]: accepted('10'),
    });
    const done = await announcer.dispatch({ ...welcome, resumed: true });
    expect(done).toEqual({ kind: 'done', channel: CHANNEL, message: '9' });
    expect(discord.to(MESSAGES)).toHaveLength(0);
  });

  it('is sent when only somebody else bears the mark', async () => {
    const announcer = await announcing({
      [LIST]: () => ({ body: [marked('9', '1234')] }),
      [MESSAGES]: accepted('10'),
    });
    const done = await announcer.dispatch({ ...welcome, resumed: true });
    expect(done).toMatchObject({ kind: 'done', message: '10' });
  });

  it('is looked for after a send that was accepted and never answered', async () => {
    const world: ReturnType<typeof marked>[] = [];
    const announcer = await announcing({
      [LIST]: () => ({ body: world }),
      [MESSAGES]: () => {
        world.push(marked('11'));
        return 'hang up';
      },
    });
    await expect(announcer.dispatch(welcome)).resolves.toMatchObject({ kind: 'retry' });
    await expect(announcer.dispatch(welcome)).resolves.toMatchObject({ kind: 'done', message: '11' });
    expect(discord.to(MESSAGES)).toHaveLength(1);
  });
});

describe('a thread', () => {
  const ACTIVE = `GET /guilds/${GUILD}/threads/active`;
  const OPEN = `POST /channels/${CHANNEL}/threads`;
  const people = {
    [`GET /guilds/${GUILD}/members/${ANA}`]: () => ({
      body: { nick: 'Ana\u202e', user: { username: 'ana' } },
    }),
    [`GET /guilds/${GUILD}/members/${BEN}`]: () => ({
      body: { nick: null, user: { username: 'ben', global_name: 'Ben' } },
    }),
  };
  const joins = (thread: string) => ({
    [`PUT /channels/${thread}/thread-members/${ANA}`]: () => ({}),
    [`PUT /channels/${thread}/thread-members/${BEN}`]: () => ({}),
  });
  const open: Dispatch = {
    ...base,
    do: 'open-thread',
    parent: CHANNEL,
    name: 'partnership',
    members: [ANA, BEN],
  };

  it('is private, closed to invitations and named after its people', async () => {
    const announcer = await announcing({
      ...people,
      ...joins('50'),
      [ACTIVE]: () => ({ body: { threads: [] } }),
      [OPEN]: accepted('50'),
    });
    await expect(announcer.dispatch(open)).resolves.toEqual({ kind: 'done', channel: '50', message: null });
    expect(discord.to(OPEN)[0]?.body).toMatchObject({
      type: 12,
      invitable: false,
      name: `Ana and Ben · ${rowMarks(ROW).name}`,
    });
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  it('keeps its name within Discord’s limit, mark included, however long the people are', async () => {
    const announcer = await announcing({
      [`GET /guilds/${GUILD}/members/${ANA}`]: () => ({
        body: { nick: '🌲'.repeat(200), user: { username: 'a' } },
      }),
      [`PUT /channels/50/thread-members/${ANA}`]: () => ({}),
      [ACTIVE]: () => ({ body: { threads: [] } }),
      [OPEN]: accepted('50'),
    });
    await announcer.dispatch({ ...open, members: [ANA] });
    const name = String(discord.to(OPEN)[0]?.body['name']);
    expect([...name].length).toBeLessThanOrEqual(100);
    expect(name.endsWith(rowMarks(ROW).name)).toBe(true);
  });

  it('that was opened by an earlier attempt is taken, and its people are added', async () => {
    const name = `Ana and Ben · ${rowMarks(ROW).name}`;
    const announcer = await announcing({
      ...joins('51'),
      [ACTIVE]: () => ({
        body: {
          threads: [
            { id: '52', name, parent_id: CHANNEL, owner_id: '1234' },
            { id: '51', name, parent_id: CHANNEL, owner_id: BOT },
          ],
        },
      }),
    });
    await expect(announcer.dispatch(open)).resolves.toMatchObject({ kind: 'done', channel: '51' });
    expect(discord.to(OPEN)).toHaveLength(0);
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  it('opens without somebody who has left the server', async () => {
    const announcer = await announcing({
      ...people,
      [`GET /guilds/${GUILD}/members/${BEN}`]: () => no(404, 10007),
      [`PUT /channels/50/thread-members/${ANA}`]: () => ({}),
      [`PUT /channels/50/thread-members/${BEN}`]: () => no(404, 10007),
      [ACTIVE]: () => ({ body: { threads: [] } }),
      [OPEN]: accepted('50'),
    });
    await expect(announcer.dispatch(open)).resolves.toMatchObject({ kind: 'done', channel: '50' });
    expect(discord.to(OPEN)[0]?.body['name']).toBe(`Ana · ${rowMarks(ROW).name}`);
  });

  it('that is gone already counts as archived, and nobody is left in it', async () => {
    const announcer = await announcing({
      [`PATCH /channels/${CHANNEL}`]: () => no(404, 10003),
      [`DELETE /channels/${CHANNEL}/thread-members/${ANA}`]: () => no(404, 10003),
    });
    const archived = await announcer.dispatch({ ...base, do: 'archive-thread', channel: CHANNEL });
    const left = await announcer.dispatch({ ...base, do: 'leave-thread', channel: CHANNEL, user: ANA });
    expect([archived.kind, left.kind]).toEqual(['done', 'done']);
  });

  it('is woken for an edit that Discord refuses in an archived one', async () => {
    let asleep = true;
    const message = '60' as MessageId;
    const announcer = await announcing({
      [`PATCH /channels/${CHANNEL}/messages/60`]: () => (asleep ? no(400, 50083) : { body: { id: '60' } }),
      [`PATCH /channels/${CHANNEL}`]: ({ body }) => {
        asleep = body['archived'] !== false;
        return { body: { id: CHANNEL } };
      },
    });
    const edited = await announcer.dispatch({
      ...base,
      do: 'edit',
      channel: CHANNEL,
      message,
      notice: { kind: 'dissolved' },
    });
    expect(edited).toEqual({ kind: 'done', channel: CHANNEL, message: '60' });
  });

  it('needs no second delete', async () => {
    const announcer = await announcing({ [`DELETE /channels/${CHANNEL}/messages/60`]: () => no(404, 10008) });
    const gone = await announcer.dispatch({
      ...base,
      do: 'delete',
      channel: CHANNEL,
      message: '60' as MessageId,
    });
    expect(gone.kind).toBe('done');
  });
});
