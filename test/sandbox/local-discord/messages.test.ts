import { GatewayIntentBits as Intent, MessageFlags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { Permission } from '#sandbox/local-discord/world/permissions';
import { ask, codeOf } from './as-bot.ts';
import { aStory } from './worlds.ts';

const { PinMessages, ManageMessages, ReadMessageHistory, ViewChannel, SendMessages } = Permission;

describe('sending', () => {
  test('a message is seen by who can see its channel, and by nobody else', async () => {
    const story = await aStory();
    const { discord } = story;
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    discord.control.setOverwrite(story.lobbyId, { id: ben.id, deny: ViewChannel });
    await ask(discord, 'POST', `/channels/${story.lobbyId}/messages`, { content: 'hello' });
    await ana.sees('hello');
    ben.doesNotSee('hello');
    expect(discord.log.of('message').at(-1)).toMatchObject({
      change: 'created',
      text: 'hello',
      visibleTo: [story.owner.id, ana.id],
    });
  });

  test('an enforced nonce gives the earlier message back, for a few minutes', async () => {
    let now = Date.now();
    const story = await aStory({ now: () => now });
    const path = `/channels/${story.lobbyId}/messages`;
    const body = { content: 'once', nonce: 'row-1', enforce_nonce: true };
    const first = await ask(story.discord, 'POST', path, body);
    const again = await ask(story.discord, 'POST', path, body);
    expect(again.body.id).toBe(first.body.id);
    // It comes back with the message as it is made, and never again.
    expect(first.body['nonce']).toBe('row-1');
    const read = await ask(story.discord, 'GET', `${path}/${first.body.id}`);
    expect(read.body['nonce']).toBeUndefined();
    const careless = await ask(story.discord, 'POST', path, { content: 'once', nonce: 'row-1' });
    expect(careless.body.id).not.toBe(first.body.id);
    now += 10 * 60_000;
    const late = await ask(story.discord, 'POST', path, body);
    expect(late.body.id).not.toBe(first.body.id);
  });

  test.each([
    ['where it cannot see', { lobby: ViewChannel }, {}, 50001],
    ['where it cannot write', { lobby: SendMessages }, {}, 50013],
    ['with an embed it may not send', { lobby: Permission.EmbedLinks }, { embeds: [{ title: 'x' }] }, 50013],
  ])('the bot is refused %s', async (_where, deny, extra, code) => {
    const story = await aStory();
    story.discord.control.setOverwrite(story.lobbyId, { id: story.discord.applicationId, deny: deny.lobby });
    const body = { content: 'x', ...extra };
    expect(await codeOf(story.discord, 'POST', `/channels/${story.lobbyId}/messages`, body)).toBe(code);
  });

  test('a category takes no messages and an unknown channel is unknown', async () => {
    const story = await aStory();
    const category = story.discord.control.createCategory(story.guildId, 'Circles');
    const path = (id: string) => `/channels/${id}/messages`;
    expect(await codeOf(story.discord, 'POST', path(category), { content: 'x' })).toBe(50008);
    expect(await codeOf(story.discord, 'POST', path('1'.repeat(18)), { content: 'x' })).toBe(10003);
  });

  test('a file comes with its description and can be fetched again', async () => {
    const story = await aStory();
    const form = new FormData();
    form.append(
      'payload_json',
      JSON.stringify({
        flags: MessageFlags.IsComponentsV2,
        attachments: [{ id: 0, filename: 'score.png', description: 'a rising line' }],
        components: [
          { type: 12, items: [{ media: { url: 'attachment://score.png' }, description: 'a rising line' }] },
        ],
      }),
    );
    form.append('files[0]', new Blob(['picture'], { type: 'image/png' }), 'score.png');
    const sent = await ask(story.discord, 'POST', `/channels/${story.lobbyId}/messages`, form);
    expect(sent.status).toBe(200);
    const seen = await story.owner.sees('a rising line');
    const [attachment] = seen.attachments;
    expect(attachment).toMatchObject({ filename: 'score.png', description: 'a rising line', size: 7 });
    expect(await (await fetch(attachment!.url)).text()).toBe('picture');
    expect(JSON.stringify(seen.components)).toContain(attachment!.url);
  });
});

describe('direct messages', () => {
  async function conversation(options: { dmsOpen?: boolean } = {}) {
    const story = await aStory();
    const ana = story.member('Ana', options);
    const opened = await ask(story.discord, 'POST', '/users/@me/channels', { recipient_id: ana.id });
    return { story, ana, path: `/channels/${opened.body.id}/messages`, opened };
  }

  test('reach the person and ping them', async () => {
    const { story, ana, path } = await conversation();
    expect(await codeOf(story.discord, 'POST', path, { content: 'hello' })).toBe(200);
    const message = await ana.isPinged('hello');
    expect(message.channelId).toBe(ana.control.channels().find(({ type }) => type === 1)?.id);
  });

  test('are refused with 50007 when closed, though the conversation opens', async () => {
    const { story, path, opened } = await conversation({ dmsOpen: false });
    expect(opened.status).toBe(200);
    expect(await codeOf(story.discord, 'POST', path, { content: 'hello' })).toBe(50007);
  });

  test('are refused to somebody with whom no guild is shared', async () => {
    const { story, ana, path } = await conversation();
    story.discord.control.leave(story.guildId, ana.id);
    expect(await codeOf(story.discord, 'POST', path, { content: 'hello' })).toBe(50278);
  });

  test('open once: asking again finds the same conversation', async () => {
    const { story, ana, opened } = await conversation();
    const again = await ask(story.discord, 'POST', '/users/@me/channels', { recipient_id: ana.id });
    expect(again.body.id).toBe(opened.body.id);
  });
});

describe('who is pinged', () => {
  const everybody = '@everyone';
  test.each<[string, { parse: string[]; users?: string[] } | undefined, string[]]>([
    ['no allowed_mentions', undefined, ['Ana', 'Ben']],
    ['an empty parse', { parse: [] }, []],
    ['users by list', { parse: [], users: ['Ana'] }, ['Ana']],
    ['all users', { parse: ['users'] }, ['Ana', 'Ben']],
  ])('%s', async (_what, allowed, names) => {
    const story = await aStory();
    const people = [story.member('Ana'), story.member('Ben'), story.member('Cem')];
    const [ana, ben] = people;
    const users = allowed?.users?.map((name) => people.find((person) => person.name === name)!.id);
    await ask(story.discord, 'POST', `/channels/${story.lobbyId}/messages`, {
      content: `<@${ana!.id}> and <@${ben!.id}>`,
      ...(allowed ? { allowed_mentions: { ...allowed, ...(users ? { users } : {}) } } : {}),
    });
    const pinged = people.filter(({ control }) => control.notifications().length > 0);
    expect(pinged.map(({ name }) => name)).toEqual(names);
  });

  test('everyone only when the bot may, roles only when mentionable, and never who cannot see', async () => {
    const story = await aStory({}, { everyone: ViewChannel | SendMessages });
    const { control } = story.discord;
    const [ana, ben] = [story.member('Ana'), story.member('Ben')];
    const quiet = control.createRole(story.guildId, { name: 'quiet' });
    const loud = control.createRole(story.guildId, { name: 'loud', mentionable: true });
    for (const role of [quiet, loud]) control.giveRole(story.guildId, ana.id, role);
    control.setOverwrite(story.lobbyId, { id: ben.id, deny: ViewChannel });
    const path = `/channels/${story.lobbyId}/messages`;
    await ask(story.discord, 'POST', path, { content: `${everybody} <@&${quiet}> <@${ben.id}>` });
    expect([ana, ben].map((person) => person.control.notifications())).toEqual([[], []]);
    await ask(story.discord, 'POST', path, { content: `<@&${loud}>` });
    expect(ana.control.notifications().map(({ why }) => why)).toEqual(['role']);
  });

  test('text in Components V2 mentions as content does; a silent message shows but makes no sound', async () => {
    const story = await aStory();
    const ana = story.member('Ana');
    await ask(story.discord, 'POST', `/channels/${story.lobbyId}/messages`, {
      flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications,
      components: [{ type: 17, components: [{ type: 10, content: `hi <@${ana.id}>` }] }],
    });
    expect(ana.control.notifications()).toEqual([]);
    expect(ana.control.notifications(true)).toHaveLength(1);
  });

  test('an edit pings nobody', async () => {
    const story = await aStory();
    const ana = story.member('Ana');
    const path = `/channels/${story.lobbyId}/messages`;
    const { body } = await ask(story.discord, 'POST', path, { content: 'hi' });
    await ask(story.discord, 'PATCH', `${path}/${body.id}`, { content: `hi <@${ana.id}>` });
    expect(ana.control.notifications(true)).toEqual([]);
  });
});

describe('editing and deleting', () => {
  test('the bot edits its own messages only', async () => {
    const story = await aStory();
    const theirs = story.owner.posts('mine');
    const path = `/channels/${story.lobbyId}/messages/${theirs.id}`;
    expect(await codeOf(story.discord, 'PATCH', path, { content: 'yours' })).toBe(50005);
  });

  test('a V2 message stays V2, and content has no place in it', async () => {
    const story = await aStory();
    const path = `/channels/${story.lobbyId}/messages`;
    const text = [{ type: 10, content: 'one' }];
    const { body } = await ask(story.discord, 'POST', path, { flags: 32768, components: text });
    expect(await codeOf(story.discord, 'PATCH', `${path}/${body.id}`, { content: 'old' })).toBe(50035);
    const edited = await ask(story.discord, 'PATCH', `${path}/${body.id}`, {
      components: [{ type: 10, content: 'two' }],
    });
    expect(edited.body['flags']).toBe(32768);
    await story.owner.sees('two');
  });

  test('V2 components are refused on a message that is not V2, and content when turning V2 on', async () => {
    const story = await aStory();
    const path = `/channels/${story.lobbyId}/messages`;
    const { body } = await ask(story.discord, 'POST', path, { content: 'old' });
    const components = [{ type: 10, content: 'x' }];
    const edit = (change: object) => codeOf(story.discord, 'PATCH', `${path}/${body.id}`, change);
    expect(await edit({ components })).toBe(50035);
    expect(await edit({ components, flags: 32768 })).toBe(50035);
    expect(await edit({ components, flags: 32768, content: null })).toBe(200);
  });

  test('an edit that leaves nothing is refused', async () => {
    const story = await aStory();
    const path = `/channels/${story.lobbyId}/messages`;
    const { body } = await ask(story.discord, 'POST', path, { content: 'old' });
    expect(await codeOf(story.discord, 'PATCH', `${path}/${body.id}`, { content: '' })).toBe(50006);
  });

  test('others’ messages are deleted with the permission only, old ones never in bulk', async () => {
    let now = Date.now() - 20 * 24 * 60 * 60_000;
    const bot = ViewChannel | SendMessages | ManageMessages;
    const story = await aStory({ now: () => now }, { botPermissions: bot });
    const { discord } = story;
    const messages = [1, 2, 3].map((n) => story.owner.posts(`message ${n}`).id);
    const path = `/channels/${story.lobbyId}/messages`;
    const bulk = { messages: messages.slice(1) };
    now += 15 * 24 * 60 * 60_000;
    expect(await codeOf(discord, 'POST', `${path}/bulk-delete`, bulk)).toBe(50034);
    expect(await codeOf(discord, 'DELETE', `${path}/${messages[0]}`)).toBe(204);
    discord.control.setBotPermissions(story.guildId, ViewChannel | SendMessages);
    expect(await codeOf(discord, 'DELETE', `${path}/${messages[1]}`)).toBe(50013);
    expect(await codeOf(discord, 'DELETE', `${path}/${messages[0]}`)).toBe(10008);
  });
});

describe('reading', () => {
  test('history is paged newest first, and without the permission it is empty', async () => {
    const story = await aStory({}, { everyone: ViewChannel, botPermissions: ReadMessageHistory });
    const ids = Array.from({ length: 5 }, (_, n) => story.owner.posts(`${n}`).id);
    const list = async (query: string) => {
      const answer = await ask(story.discord, 'GET', `/channels/${story.lobbyId}/messages${query}`);
      return (answer.body as unknown as { id: string }[]).map(({ id }) => ids.indexOf(id));
    };
    expect(await list('?limit=2')).toEqual([4, 3]);
    expect(await list(`?limit=2&before=${ids[3]}`)).toEqual([2, 1]);
    expect(await list(`?limit=2&after=${ids[0]}`)).toEqual([2, 1]);
    expect(await list(`?limit=3&around=${ids[2]}`)).toEqual([3, 2, 1]);
    story.discord.control.setBotPermissions(story.guildId, 0n);
    expect(await list('')).toEqual([]);
  });

  test('without the content intent others’ words are empty, their authors are not', async () => {
    const read = async (privilegedIntents: number) => {
      const story = await aStory({ privilegedIntents });
      story.owner.posts('a secret');
      const answer = await ask(story.discord, 'GET', `/channels/${story.lobbyId}/messages`);
      const [message] = answer.body as unknown as { content: string; author: { id: string } }[];
      return [message!.content, message!.author.id === story.owner.id];
    };
    expect(await read(0)).toEqual(['', true]);
    expect(await read(Intent.MessageContent)).toEqual(['a secret', true]);
  });
});

describe('pinning', () => {
  test('has a permission of its own, which managing messages does not contain', async () => {
    const story = await aStory({}, { botPermissions: ManageMessages });
    const { discord } = story;
    const { id } = story.owner.posts('the charter');
    const pin = `/channels/${story.lobbyId}/messages/pins/${id}`;
    expect(await codeOf(discord, 'PUT', pin)).toBe(50013);
    discord.control.setBotPermissions(story.guildId, PinMessages | ReadMessageHistory);
    expect(await codeOf(discord, 'PUT', pin)).toBe(204);
    const pins = await ask(discord, 'GET', `/channels/${story.lobbyId}/messages/pins`);
    expect(pins.body).toMatchObject({ has_more: false, items: [{ message: { id, pinned: true } }] });
    const old = await ask(discord, 'GET', `/channels/${story.lobbyId}/pins`);
    expect(old.body).toMatchObject([{ id }]);
    expect(await codeOf(discord, 'DELETE', `/channels/${story.lobbyId}/pins/${id}`)).toBe(204);
  });
});
