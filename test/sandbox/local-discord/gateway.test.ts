import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { BareGateway, connected } from './as-bot.ts';
import { aStory } from './worlds.ts';

/** An identify, and the code with which Discord closes on it. */
async function closesWith(identify: object, options = {}): Promise<number> {
  const story = await aStory(options);
  const gateway = new BareGateway(story.discord);
  await gateway.hears(({ op }) => op === 10);
  gateway.say(2, { token: story.discord.token, intents: 1, properties: {}, ...identify });
  return await gateway.closed;
}

describe('identifying', () => {
  test.each([
    ['a wrong token', { token: 'nonsense' }, 4004],
    ['a shard beyond the count', { shard: [2, 2] }, 4010],
    ['an intent that does not exist', { intents: 1 << 30 }, 4013],
    ['no intents at all', { intents: undefined }, 4013],
    ['an intent not switched on in the portal', { intents: Intent.MessageContent }, 4014],
  ])('%s is refused', async (_what, identify, code) => {
    expect(await closesWith(identify)).toBe(code);
  });

  test('speaking before identifying, twice identifying and gibberish are refused', async () => {
    const story = await aStory();
    const silent = new BareGateway(story.discord);
    await silent.hears(({ op }) => op === 10);
    silent.say(3, { status: 'online' });
    expect(await silent.closed).toBe(4003);
    const twice = await connected(story.discord, 1);
    twice.say(2, { token: story.discord.token, intents: 1 });
    expect(await twice.closed).toBe(4005);
    const gibberish = new BareGateway(story.discord);
    await gibberish.hears(({ op }) => op === 10);
    gibberish.socket.send('{');
    expect(await gibberish.closed).toBe(4002);
  });

  test('READY names the guilds, and each follows whole, with the bot as its only member', async () => {
    const story = await aStory();
    story.member('Ana');
    const gateway = await connected(story.discord, Intent.Guilds);
    const ready = await gateway.event('READY');
    const guild = await gateway.event('GUILD_CREATE');
    expect(ready.d['guilds']).toEqual([{ id: story.guildId, unavailable: true }]);
    expect(guild.d).toMatchObject({ id: story.guildId, unavailable: false, member_count: 3 });
    expect((guild.d['members'] as { user: { id: string } }[]).map(({ user }) => user.id)).toEqual([
      story.discord.applicationId,
    ]);
  });

  test('a guild is heard of by its own shard only, a conversation by the first', async () => {
    const story = await aStory();
    const { discord } = story;
    const shards = await Promise.all([0, 1].map((id) => connected(discord, Intent.Guilds, [id, 2])));
    const home = Number((BigInt(story.guildId) >> 22n) % 2n);
    await shards[home]!.event('GUILD_CREATE');
    discord.control.createChannel(story.guildId, { name: 'new' });
    await shards[home]!.event('CHANNEL_CREATE');
    expect(shards[1 - home]!.names()).toEqual(['READY']);
  });
});

describe('what intents let through', () => {
  test('messages arrive only with their intent, and without the content intent they are empty', async () => {
    const story = await aStory({ privilegedIntents: Intent.MessageContent });
    const { discord } = story;
    const ana = story.member('Ana');
    const deaf = await connected(discord, Intent.Guilds);
    const half = await connected(discord, Intent.Guilds | Intent.GuildMessages);
    const whole = await connected(discord, Intent.Guilds | Intent.GuildMessages | Intent.MessageContent);
    ana.posts('a secret');
    ana.posts(`hello <@${discord.applicationId}>`);
    const contents = async (gateway: BareGateway) => {
      await gateway.hears(({ t, d }) => t === 'MESSAGE_CREATE' && (d['mentions'] as unknown[]).length > 0);
      return gateway.heard.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d['content']);
    };
    expect(await contents(whole)).toEqual(['a secret', `hello <@${discord.applicationId}>`]);
    expect(await contents(half)).toEqual(['', `hello <@${discord.applicationId}>`]);
    discord.control.createChannel(story.guildId, { name: 'after' });
    await deaf.event('CHANNEL_CREATE');
    expect(deaf.names()).not.toContain('MESSAGE_CREATE');
  });

  test('members come and go unheard without the members intent', async () => {
    const story = await aStory({ privilegedIntents: Intent.GuildMembers });
    const { discord } = story;
    const deaf = await connected(discord, Intent.Guilds);
    const all = await connected(discord, Intent.Guilds | Intent.GuildMembers);
    const ana = story.member('Ana');
    discord.control.leave(story.guildId, ana.id);
    await all.event('GUILD_MEMBER_REMOVE');
    discord.control.createChannel(story.guildId, { name: 'after' });
    await deaf.event('CHANNEL_CREATE');
    expect(deaf.names()).toEqual(['READY', 'GUILD_CREATE', 'CHANNEL_CREATE']);
    expect(all.names()).toContain('GUILD_MEMBER_ADD');
  });

  test('messages in a channel that the bot cannot see are not heard', async () => {
    const story = await aStory();
    const { discord } = story;
    const hidden = discord.control.createChannel(story.guildId, {
      name: 'hidden',
      overwrites: [
        { id: story.guildId, deny: 1024n },
        { id: discord.applicationId, deny: 1024n },
      ],
    });
    const gateway = await connected(discord, Intent.Guilds | Intent.GuildMessages);
    story.owner.control.posts(hidden, 'among us');
    story.owner.posts('for all');
    const first = await gateway.event('MESSAGE_CREATE');
    expect(first.d['channel_id']).toBe(story.lobbyId);
  });

  test('the bot hears that it was added to a private thread, not that one exists without it', async () => {
    const story = await aStory({}, { botPermissions: 1024n });
    const { control } = story.discord;
    const gateway = await connected(story.discord, Intent.Guilds);
    const about = { ownerId: story.owner.id, private: true };
    control.createThread(story.lobbyId, { name: 'theirs', ...about });
    const ours = control.createThread(story.lobbyId, { name: 'ours', ...about });
    control.addToThread(ours, story.discord.applicationId);
    const heard = await gateway.event('THREAD_CREATE');
    expect(heard.d['name']).toBe('ours');
    await gateway.event('THREAD_MEMBERS_UPDATE');
  });

  test('a guild that removes the bot says so, and one that invites it appears', async () => {
    const story = await aStory();
    const gateway = await connected(story.discord, Intent.Guilds);
    story.discord.control.removeBot(story.guildId);
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: story.guildId });
    story.discord.control.inviteBot(story.guildId);
    await gateway.hears(() => gateway.names().filter((name) => name === 'GUILD_CREATE').length === 2);
  });
});

describe('a connection that breaks', () => {
  test('a resume brings everything that was missed, in order', async () => {
    const story = await aStory();
    const { discord } = story;
    const first = await connected(discord, Intent.Guilds);
    const { d: ready } = await first.event('READY');
    const { s: seq } = await first.event('GUILD_CREATE');
    first.socket.terminate();
    await first.closed;
    for (const name of ['one', 'two', 'three']) discord.control.createChannel(story.guildId, { name });
    const second = new BareGateway(discord);
    await second.hears(({ op }) => op === 10);
    second.say(6, { token: discord.token, session_id: ready['session_id'], seq });
    await second.event('RESUMED');
    const missed = second.heard.filter(({ t }) => t === 'CHANNEL_CREATE').map(({ d }) => d['name']);
    expect(missed).toEqual(['one', 'two', 'three']);
  });

  test('resuming an unknown session or a sequence from the future is refused', async () => {
    const { discord } = await aStory();
    const { d: ready } = await (await connected(discord, Intent.Guilds)).event('READY');
    for (const [session_id, seq] of [
      ['unknown', 1],
      [ready['session_id'], 999],
    ]) {
      const gateway = new BareGateway(discord);
      await gateway.hears(({ op }) => op === 10);
      gateway.say(6, { token: discord.token, session_id, seq });
      expect((await gateway.hears(({ op }) => op === 9)).d).toBe(false);
    }
  });
});
