import { describe, expect, test } from 'vitest';
import { Permission } from '#sandbox/local-discord/world/permissions';
import { ask, codeOf } from './as-bot.ts';
import { aStory } from './worlds.ts';

const P = Permission;
const HOUR_MS = 60 * 60_000;

describe('channels', () => {
  test('five hundred fit into a guild, the next is refused', async () => {
    const story = await aStory();
    const { control } = story.discord;
    for (let n = 1; n < 500; n += 1) control.createChannel(story.guildId, { name: `c${n}` });
    const path = `/guilds/${story.guildId}/channels`;
    expect(await codeOf(story.discord, 'POST', path, { name: 'one-too-many' })).toBe(30013);
  });

  test('fifty fit into a category, and a channel takes over its category’s overwrites', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const category = control.createCategory(story.guildId, 'Circles');
    control.setOverwrite(category, { id: story.guildId, deny: P.SendMessages });
    const path = `/guilds/${story.guildId}/channels`;
    const first = await ask(story.discord, 'POST', path, { name: 'first one', parent_id: category });
    expect(first.status).toBe(201);
    expect(first.body['name']).toBe('first-one');
    expect(world.channel(first.body.id).overwrites.get(story.guildId)?.deny).toBe(P.SendMessages);
    for (let n = 1; n < 50; n += 1)
      control.createChannel(story.guildId, { name: `c${n}`, parentId: category });
    const refused = await ask(story.discord, 'POST', path, { name: 'late', parent_id: category });
    expect(refused.body).toMatchObject({
      code: 50035,
      errors: { parent_id: { _errors: [{ code: 'CHANNEL_PARENT_MAX_CHANNELS' }] } },
    });
  });

  test('making, changing and deleting them takes the permission', async () => {
    const story = await aStory({}, { botPermissions: P.ViewChannel });
    const { discord } = story;
    const lobby = `/channels/${story.lobbyId}`;
    expect(await codeOf(discord, 'POST', `/guilds/${story.guildId}/channels`, { name: 'x' })).toBe(50013);
    expect(await codeOf(discord, 'PATCH', lobby, { name: 'x' })).toBe(50013);
    expect(await codeOf(discord, 'DELETE', lobby)).toBe(50013);
    discord.control.setBotPermissions(story.guildId, P.ViewChannel | P.ManageChannels);
    expect(await codeOf(discord, 'PATCH', lobby, { topic: 'hello' })).toBe(200);
    expect(await codeOf(discord, 'DELETE', lobby)).toBe(200);
    expect(await codeOf(discord, 'GET', lobby)).toBe(10003);
  });

  test('a new channel has its overwrites without managing roles, and hands that on only from an admin', async () => {
    const bot = P.ViewChannel | P.ManageChannels;
    const story = await aStory({}, { everyone: 0n, botPermissions: bot });
    const { discord, guildId } = story;
    const make = (id: string, type: number, allow: bigint) =>
      codeOf(discord, 'POST', `/guilds/${guildId}/channels`, {
        name: 'circle',
        permission_overwrites: [{ id, type, allow: String(allow) }],
      });
    expect(await make(story.owner.id, 1, P.ViewChannel)).toBe(201);
    expect(await make(story.owner.id, 1, P.BanMembers)).toBe(50013);
    expect(await make('1'.repeat(18), 0, P.ViewChannel)).toBe(10011);
    discord.control.setBotPermissions(guildId, bot | P.ManageRoles);
    expect(await make(story.owner.id, 1, P.ManageRoles)).toBe(50013);
    discord.control.setBotPermissions(guildId, P.Administrator);
    expect(await make(story.owner.id, 1, P.ManageRoles)).toBe(201);
  });

  test('an overwrite grants only what the bot has itself', async () => {
    const bot = P.ViewChannel | P.ManageChannels | P.ManageRoles;
    const story = await aStory({}, { everyone: 0n, botPermissions: bot });
    const ana = story.member('Ana');
    const path = `/channels/${story.lobbyId}/permissions/${ana.id}`;
    const grant = (allow: bigint) => codeOf(story.discord, 'PUT', path, { type: 1, allow: String(allow) });
    expect(await grant(P.BanMembers)).toBe(50013);
    expect(await grant(P.ViewChannel)).toBe(204);
    expect(ana.control.channels().map(({ id }) => id)).toContain(story.lobbyId);
    expect(await codeOf(story.discord, 'DELETE', path)).toBe(204);
    expect(await codeOf(story.discord, 'DELETE', path)).toBe(10009);
  });
});

describe('threads', () => {
  async function aThread(about: object = {}, options: { botPermissions?: bigint } = {}) {
    let now = Date.now();
    const story = await aStory({ now: () => now }, options);
    const body = { name: 'pair', type: 12, ...about };
    const made = await ask(story.discord, 'POST', `/channels/${story.lobbyId}/threads`, body);
    return {
      story,
      made,
      discord: story.discord,
      path: `/channels/${made.body.id}`,
      id: made.body.id,
      later: (milliseconds: number) => {
        now += milliseconds;
      },
    };
  }

  const BASIC =
    P.ViewChannel | P.SendMessages | P.SendMessagesInThreads | P.CreatePrivateThreads | P.ReadMessageHistory;

  test('a private thread lets in whom the bot adds, closed or not', async () => {
    const { story, made, discord, path, id } = await aThread({ invitable: false });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      type: 12,
      owner_id: discord.applicationId,
      thread_metadata: { invitable: false, archived: false },
    });
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    expect(await codeOf(discord, 'PUT', `${path}/thread-members/${ana.id}`)).toBe(204);
    await ask(discord, 'POST', `${path}/messages`, { content: 'welcome' });
    await ana.sees('welcome');
    ben.doesNotSee('welcome');
    expect(() => ben.control.sees(id)).toThrow('sees no channel');
    // Ana may write there but not bring Ben in: the thread is not open to invitations.
    ana.goesTo('pair').posts(`come <@${ben.id}>`);
    ben.doesNotSee('welcome');
    expect(await codeOf(discord, 'DELETE', `${path}/thread-members/${ana.id}`)).toBe(204);
    ana.doesNotSee('welcome');
  });

  test('who is added or removed by somebody else is named by the system, and not pinged', async () => {
    const { story, discord, path } = await aThread();
    const ana = story.member('Ana');
    await ask(discord, 'PUT', `${path}/thread-members/${ana.id}`);
    await ask(discord, 'PUT', `${path}/thread-members/${ana.id}`);
    await ask(discord, 'DELETE', `${path}/thread-members/${ana.id}`);
    const { body } = await ask(discord, 'GET', `${path}/messages`);
    const notices = body as unknown as { id: string; type: number; mentions: { id: string }[] }[];
    expect(notices.map(({ type, mentions }) => [type, mentions[0]?.id])).toEqual([
      [2, ana.id],
      [1, ana.id],
    ]);
    expect(await codeOf(discord, 'DELETE', `${path}/messages/${notices[0]!.id}`)).toBe(50021);
    expect(ana.control.notifications(true)).toEqual([]);
  });

  test('people join open threads, and leave any they are in', async () => {
    const { story, discord, id } = await aThread();
    const ana = story.member('Ana');
    const open = discord.control.createThread(story.lobbyId, { name: 'open', ownerId: story.owner.id });
    ana.control.joinsThread(open);
    expect(discord.world.channel(open).thread?.members.has(ana.id)).toBe(true);
    expect(() => ana.control.joinsThread(id)).toThrow('sees no channel');
    discord.control.addToThread(id, ana.id);
    ana.control.leavesThread(id);
    expect(() => ana.control.sees(id)).toThrow('sees no channel');
  });

  test('mentioning somebody in an open thread brings them in', async () => {
    const { story, discord, path } = await aThread();
    const ana = story.member('Ana');
    await ask(discord, 'POST', `${path}/messages`, { content: `welcome <@${ana.id}>` });
    await ana.isPinged('welcome');
    const silently = story.member('Ben');
    await ask(discord, 'POST', `${path}/messages`, {
      content: `not <@${silently.id}>`,
      allowed_mentions: { parse: [] },
    });
    silently.doesNotSee('not');
  });

  test('starting one takes the permission for its kind', async () => {
    const { discord, story } = await aThread({}, { botPermissions: BASIC });
    const path = `/channels/${story.lobbyId}/threads`;
    expect(await codeOf(discord, 'POST', path, { name: 'x', type: 12 })).toBe(201);
    discord.control.setOverwrite(story.lobbyId, { id: story.guildId, deny: P.CreatePublicThreads });
    expect(await codeOf(discord, 'POST', path, { name: 'x', type: 11 })).toBe(50013);
  });

  test('a thread from a message shares its id, and there is only one', async () => {
    const { discord, story } = await aThread();
    const { id } = story.owner.posts('weekly check-in');
    const path = `/channels/${story.lobbyId}/messages/${id}/threads`;
    const made = await ask(discord, 'POST', path, { name: 'week 1' });
    expect(made.body).toMatchObject({ id, type: 11, parent_id: story.lobbyId });
    expect(await codeOf(discord, 'POST', path, { name: 'again' })).toBe(160004);
  });

  test('a thousand active threads fit into a guild', async () => {
    const { discord, story } = await aThread();
    for (let n = 1; n < 1000; n += 1)
      discord.control.createThread(story.lobbyId, { name: `t${n}`, ownerId: story.owner.id });
    const path = `/channels/${story.lobbyId}/threads`;
    expect(await codeOf(discord, 'POST', path, { name: 'late', type: 12 })).toBe(160006);
  });

  test('an archived thread wakes on a send; edits, pins and new members need it awake', async () => {
    const { story, discord, path, id } = await aThread();
    const ana = story.member('Ana');
    const sent = await ask(discord, 'POST', `${path}/messages`, { content: 'one' });
    expect(await codeOf(discord, 'PATCH', path, { archived: true })).toBe(200);
    const message = `${path}/messages/${sent.body.id}`;
    expect(await codeOf(discord, 'PATCH', message, { content: 'two' })).toBe(50083);
    expect(await codeOf(discord, 'PUT', `${path}/messages/pins/${sent.body.id}`)).toBe(50083);
    expect(await codeOf(discord, 'PUT', `${path}/thread-members/${ana.id}`)).toBe(50083);
    expect(await codeOf(discord, 'PATCH', path, { name: 'new name' })).toBe(50083);
    expect(await codeOf(discord, 'POST', `${path}/messages`, { content: 'three' })).toBe(200);
    expect(discord.world.channel(id).thread?.archived).toBe(false);
    expect(await codeOf(discord, 'PATCH', message, { content: 'two' })).toBe(200);
  });

  test('a locked thread is closed to a bot that does not manage threads', async () => {
    const { discord, path, id } = await aThread({}, { botPermissions: BASIC });
    discord.control.lockThread(id);
    expect(await codeOf(discord, 'POST', `${path}/messages`, { content: 'x' })).toBe(160005);
    discord.control.archiveThread(id);
    expect(await codeOf(discord, 'PATCH', path, { archived: false })).toBe(160005);
    discord.control.setBotPermissions(discord.world.channel(id).guildId!, BASIC | P.ManageThreads);
    expect(await codeOf(discord, 'POST', `${path}/messages`, { content: 'x' })).toBe(200);
  });

  test('an idle thread archives itself when its time is over', async () => {
    const { discord, id, later, path } = await aThread({ auto_archive_duration: 60 });
    later(HOUR_MS / 2);
    await ask(discord, 'POST', `${path}/messages`, { content: 'still here' });
    later(HOUR_MS - 1);
    discord.control.clockMoved();
    expect(discord.world.channel(id).thread?.archived).toBe(false);
    later(1);
    discord.control.clockMoved();
    expect(discord.world.channel(id).thread?.archived).toBe(true);
    const active = await ask(discord, 'GET', `/guilds/${discord.world.channel(id).guildId}/threads/active`);
    expect(active.body).toMatchObject({ threads: [], members: [] });
  });

  test('the bot lists thread members only with the members intent, and sees one by one without', async () => {
    const { discord, path } = await aThread();
    expect(await codeOf(discord, 'GET', `${path}/thread-members`)).toBe(50001);
    expect(await codeOf(discord, 'GET', `${path}/thread-members/${discord.applicationId}`)).toBe(200);
    expect(await codeOf(discord, 'GET', `${path}/thread-members/${'1'.repeat(18)}`)).toBe(10007);
  });

  test('a deleted thread, channel or role is gone for the bot', async () => {
    const { discord, path, id, story } = await aThread();
    discord.control.deleteChannel(id);
    expect(await codeOf(discord, 'POST', `${path}/messages`, { content: 'x' })).toBe(10003);
    const role = discord.control.createRole(story.guildId, { name: 'r' });
    discord.control.deleteRole(story.guildId, role);
    const give = `/guilds/${story.guildId}/members/${story.owner.id}/roles/${role}`;
    expect(await codeOf(discord, 'PUT', give)).toBe(10011);
  });
});

describe('roles and members', () => {
  test('the bot gives roles below its own, and no managed or higher one', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const ana = story.member('Ana');
    const made = await ask(story.discord, 'POST', `/guilds/${story.guildId}/roles`, { name: 'circle' });
    const give = (role: string) =>
      codeOf(story.discord, 'PUT', `/guilds/${story.guildId}/members/${ana.id}/roles/${role}`);
    expect(await give(made.body.id)).toBe(204);
    expect(world.guild(story.guildId).members.get(ana.id)?.roles.has(made.body.id)).toBe(true);
    const admins = control.createRole(story.guildId, { name: 'admins' });
    control.setRolePosition(story.guildId, admins, 99);
    expect(await give(admins)).toBe(50013);
    const managed = [...world.guild(story.guildId).roles.values()].find(({ botId }) => botId !== null);
    expect(await give(managed!.id)).toBe(50013);
  });

  test('members are read one by one; the list takes the intent', async () => {
    const story = await aStory();
    const members = `/guilds/${story.guildId}/members`;
    expect(await codeOf(story.discord, 'GET', `${members}/${story.owner.id}`)).toBe(200);
    expect(await codeOf(story.discord, 'GET', members)).toBe(50001);
    story.discord.control.leave(story.guildId, story.owner.id);
    expect(await codeOf(story.discord, 'GET', `${members}/${story.owner.id}`)).toBe(10007);
  });

  test('making an event takes a permission of its own since 2026', async () => {
    const story = await aStory({}, { botPermissions: P.ManageEvents });
    const path = `/guilds/${story.guildId}/scheduled-events`;
    const event = {
      name: 'Hot seat',
      privacy_level: 2,
      scheduled_start_time: '2031-01-01T10:00:00Z',
      scheduled_end_time: '2031-01-01T11:00:00Z',
      entity_type: 3,
      entity_metadata: { location: 'the thread' },
    };
    expect(await codeOf(story.discord, 'POST', path, event)).toBe(50013);
    story.discord.control.setBotPermissions(story.guildId, P.CreateEvents);
    const made = await ask(story.discord, 'POST', path, event);
    expect(made.status).toBe(200);
    expect(await codeOf(story.discord, 'DELETE', `${path}/${made.body.id}`)).toBe(204);
    expect(await codeOf(story.discord, 'GET', `${path}/${made.body.id}`)).toBe(10070);
  });

  test('a guild without the bot is unknown to it', async () => {
    const story = await aStory();
    story.discord.control.removeBot(story.guildId);
    expect(await codeOf(story.discord, 'GET', `/guilds/${story.guildId}`)).toBe(10004);
    expect(await codeOf(story.discord, 'GET', `/channels/${story.lobbyId}`)).toBe(50001);
  });
});
