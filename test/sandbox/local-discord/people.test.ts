import { describe, expect, test } from 'vitest';
import { Permission } from '#sandbox/local-discord/world/permissions';
import { BareBot, button } from './a-bot.ts';
import { ask } from './as-bot.ts';
import { aStory } from './worlds.ts';

const COMMANDS = [
  {
    name: 'grace',
    description: 'Grace tokens',
    options: [
      {
        type: 1,
        name: 'give',
        description: 'Give one',
        options: [
          { type: 6, name: 'to', description: 'To whom', required: true },
          {
            type: 3,
            name: 'why',
            description: 'Why',
            choices: [
              { name: 'Kindness', value: 'kind' },
              { name: 'Thanks', value: 'thanks' },
            ],
          },
          { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 3 },
        ],
      },
    ],
  },
  { name: 'setup', description: 'For admins', default_member_permissions: '32', contexts: [0] },
  {
    name: 'goal',
    description: 'A goal',
    options: [{ type: 3, name: 'title', description: 'Which', autocomplete: true, required: true }],
  },
];

async function aGuild(options = {}) {
  const story = await aStory(options);
  const bot = await BareBot.start(story.discord, COMMANDS);
  return { story, bot, ana: story.member('Ana').control, ben: story.member('Ben').control };
}

describe('typing a command', () => {
  test.each([
    ['a command that is not registered', '/nothing', {}, 'there is no command /nothing'],
    ['a command without its subcommand', '/grace', {}, 'needs one of "give"'],
    ['an unknown subcommand', '/grace take', {}, 'needs one of "give"'],
    ['a missing required option', '/grace give', {}, 'requires "to"'],
    ['an option that does not exist', '/grace give', { to: 'ben', much: 3 }, 'no option "much"'],
    ['a choice that is not offered', '/grace give', { to: 'ben', why: 'spite' }, 'only "Kindness", "Thanks"'],
    ['a number out of bounds', '/grace give', { to: 'ben', count: 4 }, 'at most 3'],
    ['a fraction', '/grace give', { to: 'ben', count: 1.5 }, 'whole number'],
    ['somebody who does not exist', '/grace give', { to: '123456789012345678' }, 'nobody'],
    ['a command for admins', '/setup', {}, 'there is no command /setup'],
  ])('%s is not sent', async (_what, line, options: Record<string, string | number>, why) => {
    const { ana, ben, story } = await aGuild();
    const meant = Object.fromEntries(
      Object.entries(options).map(([key, value]) => [key, value === 'ben' ? ben.id : value]),
    );
    await expect(ana.runs(line, meant)).rejects.toThrow(why);
    expect(story.discord.log.of('dispatch').some(({ name }) => name === 'INTERACTION_CREATE')).toBe(false);
  });

  test('choices go by name or value, people are resolved', async () => {
    const { ana, ben, bot } = await aGuild();
    const acting = ana.runs('/grace give', { to: ben.id, why: 'Thanks', count: 2 });
    const interaction = await bot.next();
    expect(interaction.data).toMatchObject({
      options: [
        {
          type: 1,
          name: 'give',
          options: [
            { type: 6, name: 'to', value: ben.id },
            { type: 3, name: 'why', value: 'thanks' },
            { type: 4, name: 'count', value: 2 },
          ],
        },
      ],
      resolved: { users: { [ben.id]: {} } },
    });
    await bot.answer(interaction, 4, { content: 'given' });
    expect((await acting).kind).toBe('message');
  });

  test('an admin is offered what members are not, and nobody what a channel forbids', async () => {
    const { story, ana } = await aGuild();
    const names = (person: typeof ana) => person.commands().map(({ name }) => name);
    expect(names(ana)).toEqual(['grace', 'goal']);
    expect(names(story.owner.control)).toEqual(['grace', 'setup', 'goal']);
    const { control } = story.discord;
    control.setOverwrite(story.lobbyId, { id: story.guildId, deny: Permission.UseApplicationCommands });
    expect(names(ana)).toEqual([]);
    ana.createsDm();
    expect(names(ana)).toEqual(['grace', 'goal']);
    control.leave(story.guildId, ana.id);
    expect(names(ana)).toEqual([]);
  });

  test('the hundred and first command is refused', async () => {
    const { story } = await aGuild();
    const path = `/applications/${story.discord.applicationId}/commands`;
    const commands = Array.from({ length: 100 }, (_, n) => ({ name: `c${n}`, description: 'x' }));
    await ask(story.discord, 'PUT', path, commands);
    const post = async (name: string) =>
      (await ask(story.discord, 'POST', path, { name, description: 'y' })).body.code ?? 'taken';
    expect([await post('c100'), await post('c99')]).toEqual([30032, 'taken']);
  });

  test('suggestions come from the bot, for options that have them', async () => {
    const { ana, bot } = await aGuild();
    const acting = ana.autocompletes('/goal', 'title', 'wa');
    const interaction = await bot.next();
    expect(interaction).toMatchObject({
      type: 4,
      data: { options: [{ name: 'title', value: 'wa', focused: true }] },
    });
    await bot.answer(interaction, 8, { choices: [{ name: 'Walk', value: 'walk' }] });
    expect(await acting).toMatchObject({ kind: 'choices', choices: [{ name: 'Walk', value: 'walk' }] });
    await expect(ana.autocompletes('/grace give', 'why', 'x')).rejects.toThrow('no suggestions');
  });
});

describe('looking around', () => {
  test('everybody sees the guilds they are in, with the names of who is there', async () => {
    const { story, ana, ben } = await aGuild();
    const elsewhere = story.discord.control.createGuild({ name: 'Elsewhere', ownerId: ben.id });
    expect(ana.guilds()).toMatchObject([
      {
        id: story.guildId,
        ownerId: story.owner.id,
        members: [{ name: 'Olive' }, { name: 'local-bot', bot: true }, { name: 'Ana' }, { name: 'Ben' }],
      },
    ]);
    expect(ben.guilds().map(({ id }) => id)).toEqual([story.guildId, elsewhere]);
  });

  test('nobody is where they cannot be, and two channels of one name take an id', async () => {
    const { story, ana } = await aGuild();
    const { control } = story.discord;
    const secret = control.createChannel(story.guildId, {
      name: 'secret',
      overwrites: [{ id: story.guildId, deny: Permission.ViewChannel }],
    });
    expect(() => ana.goesTo('secret')).toThrow('sees no channel "secret"');
    expect(() => ana.posts(secret, 'x')).toThrow('sees no channel');
    for (const n of [1, 2]) control.createChannel(story.guildId, { name: 'twin', topic: `${n}` });
    expect(() => ana.goesTo('twin')).toThrow('2 channels');
    control.setOverwrite(story.lobbyId, { id: story.guildId, deny: Permission.SendMessages });
    expect(() => ana.posts(story.lobbyId, 'x')).toThrow('Ana cannot write here');
    expect(() => ana.deletes('1')).toThrow('sees no message');
  });

  test('messages are deleted by their author and by moderators', async () => {
    const { story, ana, ben } = await aGuild();
    const { id } = ana.posts(story.lobbyId, 'mine');
    expect(() => ben.deletes(id)).toThrow('only its author or a moderator');
    story.owner.control.deletes(id);
    expect(ana.sees()).toEqual([]);
  });
});

describe('using a message', () => {
  async function aMessage(components: unknown[], options = {}) {
    const guild = await aGuild(options);
    const path = `/channels/${guild.story.lobbyId}/messages`;
    const { body } = await ask(guild.story.discord, 'POST', path, { content: 'choose', components });
    return { ...guild, id: body.id };
  }
  const MENU = {
    type: 1,
    components: [
      {
        type: 3,
        custom_id: 'values',
        placeholder: 'Your values',
        min_values: 1,
        max_values: 2,
        options: ['Care', 'Play', 'Calm'].map((label) => ({ label, value: label.toLowerCase() })),
      },
    ],
  };

  test.each([
    ['a button that is not there', 'Nope', 'there is no button "Nope"'],
    ['a button that is disabled', 'Old', 'is disabled'],
    ['a link', 'Docs', 'is a link'],
  ])('%s does nothing', async (_what, label, why) => {
    const { ana, id } = await aMessage([
      button('old', 'Old', { disabled: true }),
      { type: 1, components: [{ type: 2, style: 5, url: 'https://example.org', label: 'Docs' }] },
    ]);
    await expect(ana.clicks(id, label)).rejects.toThrow(why);
  });

  test.each([
    [['Fame'], 'does not offer "Fame"'],
    [[], 'at least 1'],
    [['Care', 'Play', 'Calm'], 'at most 2'],
  ])('choosing %j is refused', async (choices, why) => {
    const { ana, id } = await aMessage([MENU]);
    await expect(ana.selects(id, 'Your values', choices)).rejects.toThrow(why);
  });

  test('choices arrive as values', async () => {
    const { ana, id, bot } = await aMessage([MENU]);
    const [, interaction] = await bot.on(() => ana.selects(id, 'Your values', ['Care', 'calm']), 7, {
      content: 'chosen',
    });
    expect(interaction.data).toMatchObject({
      custom_id: 'values',
      component_type: 3,
      values: ['care', 'calm'],
    });
  });

  test('a message of a channel that somebody cannot see is not theirs to click', async () => {
    const { ana, id, story } = await aMessage([button('go', 'Go')]);
    story.discord.control.setOverwrite(story.lobbyId, { id: ana.id, deny: Permission.ViewChannel });
    await expect(ana.clicks(id, 'Go')).rejects.toThrow('sees no message');
  });

  test('no answer in time: the interaction failed', async () => {
    const { ana, id } = await aMessage([button('go', 'Go')], { answerWithinMs: 10 });
    expect(await ana.clicks(id, 'Go')).toMatchObject({ kind: 'failed', text: 'This interaction failed' });
  });

  test('in an archived thread buttons work only for who could wake it', async () => {
    const { story, ana, ben, bot } = await aGuild();
    const { control } = story.discord;
    const thread = control.createThread(story.lobbyId, { name: 't', ownerId: ana.id });
    const body = { content: 'x', components: [button('go', 'Go')] };
    const sent = await ask(story.discord, 'POST', `/channels/${thread}/messages`, body);
    control.archiveThread(thread);
    control.setOverwrite(story.lobbyId, { id: ben.id, deny: Permission.SendMessagesInThreads });
    await expect(ben.clicks(sent.body.id, 'Go')).rejects.toThrow('cannot wake it');
    const [outcome] = await bot.on(() => ana.clicks(sent.body.id, 'Go'), 4, { content: 'ok' });
    expect(outcome.kind).toBe('message');
    control.lockThread(thread);
    control.archiveThread(thread);
    await expect(ana.clicks(sent.body.id, 'Go')).rejects.toThrow('locked');
  });
});

describe('filling in a form', () => {
  const FORM = {
    custom_id: 'f',
    title: 'Form',
    components: [
      {
        type: 18,
        label: 'Short',
        component: { type: 4, custom_id: 's', style: 1, min_length: 2, max_length: 4 },
      },
      {
        type: 18,
        label: 'Kept',
        component: { type: 4, custom_id: 'k', style: 2, value: 'as it was', required: false },
      },
      {
        type: 18,
        label: 'One',
        component: {
          type: 21,
          custom_id: 'r',
          required: false,
          options: ['A', 'B'].map((label) => ({ label, value: label })),
        },
      },
      {
        type: 18,
        label: 'Some',
        component: {
          type: 22,
          custom_id: 'c',
          required: false,
          options: ['A', 'B'].map((label) => ({ label, value: label })),
        },
      },
      { type: 18, label: 'Tick', component: { type: 23, custom_id: 't' } },
    ],
  };

  async function aForm(options = {}) {
    const guild = await aGuild(options);
    const [outcome] = await guild.bot.on(() => guild.ana.runs('/grace give', { to: guild.ben.id }), 9, FORM);
    if (outcome.kind !== 'modal') throw new Error(outcome.kind);
    return { ...guild, modal: outcome.modal };
  }

  test.each([
    ['an unknown field', { Short: 'abc', Other: 'x' }, 'no field "Other"'],
    ['a required field left empty', {}, '"Short" is required'],
    ['a text too short', { Short: 'a' }, 'at least 2'],
    ['a text too long', { Short: 'abcde' }, 'at most 4'],
    ['a choice not offered', { Short: 'abc', One: 'C' }, 'does not offer "C"'],
  ])('%s cannot be sent', async (_what, values: Record<string, string>, why) => {
    const { ana, modal } = await aForm();
    await expect(ana.submitsModal(modal, values)).rejects.toThrow(why);
  });

  test('what stands in it stays, what is not chosen is empty', async () => {
    const { ana, modal, bot } = await aForm();
    const send = () => ana.submitsModal(modal, { Short: 'abc', Some: ['B'], Tick: true });
    const [, submitted] = await bot.on(send, 4, { content: 'ok' });
    const components = submitted.data['components'] as { component: object }[];
    expect(components.map(({ component }) => component)).toMatchObject([
      { value: 'abc' },
      { value: 'as it was' },
      { value: null },
      { values: ['B'] },
      { value: true },
    ]);
  });

  test('nobody sends somebody else’s form, and a form the bot did not take stays open', async () => {
    const { ana, ben, modal, bot } = await aForm({ answerWithinMs: 300 });
    await expect(ben.submitsModal(modal, { Short: 'abc' })).rejects.toThrow('no such form');
    const failing = ana.submitsModal(modal, { Short: 'abc' });
    await bot.next();
    expect((await failing).kind).toBe('failed');
    const [outcome] = await bot.on(() => ana.submitsModal(modal, { Short: 'abc' }), 4, { content: 'ok' });
    expect(outcome.kind).toBe('message');
  });
});

describe('over HTTP', () => {
  test('the same verbs answer, with one route for all', async () => {
    const { story, ana } = await aGuild();
    const call = async (body: object) => {
      const response = await fetch(`${story.discord.url}/control`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return [response.status, (await response.json()) as { result?: unknown; error?: string }] as const;
    };
    const [, posted] = await call({ person: ana.id, call: 'posts', args: [story.lobbyId, 'hello'] });
    expect(posted.result).toMatchObject({ content: 'hello' });
    const [, made] = await call({
      call: 'createRole',
      args: [story.guildId, { name: 'r', permissions: '8' }],
    });
    const role = story.discord.world.guild(story.guildId).roles.get(String(made.result));
    expect(role?.permissions).toBe(8n);
    expect(await call({ person: ana.id, call: 'clicks', args: ['1', 'x'] })).toMatchObject([
      400,
      { error: 'Ana sees no message 1' },
    ]);
    for (const verb of ['constructor', 'toString', 'nothing'])
      expect((await call({ call: verb }))[0]).toBe(400);
  });
});
