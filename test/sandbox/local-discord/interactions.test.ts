import { describe, expect, test } from 'vitest';
import { BareBot, button } from './a-bot.ts';
import { ask, codeOf } from './as-bot.ts';
import { aStory } from './worlds.ts';

const CHECKIN = { name: 'checkin', description: 'How is it going?' };
const EPHEMERAL = 64;

async function aBot(options = {}) {
  const story = await aStory(options);
  const bot = await BareBot.start(story.discord, [CHECKIN]);
  const ana = story.member('Ana', { locale: 'de' });
  const ben = story.member('Ben');
  return { story, bot, ana, ben, checkin: () => ana.control.runs('/checkin') };
}

const HOW = {
  custom_id: 'how-form',
  title: 'Check-in',
  components: [
    { type: 18, label: 'How is it?', component: { type: 4, custom_id: 'how', style: 1, max_length: 10 } },
    {
      type: 18,
      label: 'Energy',
      component: {
        type: 3,
        custom_id: 'energy',
        options: [
          { label: 'High', value: 'h' },
          { label: 'Low', value: 'l' },
        ],
      },
    },
    { type: 18, label: 'Who helped?', component: { type: 5, custom_id: 'who', required: false } },
  ],
};

describe('what arrives', () => {
  test('a command carries all that a client needs', async () => {
    const { story, bot, ana, checkin } = await aBot();
    const [, interaction] = await bot.on(checkin, 4, { content: 'x' });
    expect(interaction).toMatchObject({
      type: 2,
      application_id: story.discord.applicationId,
      guild_id: story.guildId,
      channel_id: story.lobbyId,
      locale: 'de',
      guild_locale: 'en-US',
      context: 0,
      entitlements: [],
      authorizing_integration_owners: { 0: story.guildId },
      member: { user: { id: ana.id } },
      data: { name: 'checkin', type: 1 },
    });
    expect(interaction['user']).toBeUndefined();
  });

  test('in a conversation there is a user and no member', async () => {
    const { bot, ana } = await aBot();
    ana.goesTo('dm');
    const [, interaction] = await bot.on(() => ana.control.runs('/checkin'), 4, { content: 'x' });
    expect(interaction).toMatchObject({ context: 1, user: { id: ana.id } });
    expect(interaction['member']).toBeUndefined();
    expect(interaction['guild_id']).toBeUndefined();
  });

  test('a form comes back with labels, choices and the people chosen', async () => {
    const { bot, ana, ben, checkin } = await aBot();
    const [opened] = await bot.on(checkin, 9, HOW);
    if (opened.kind !== 'modal') throw new Error(opened.kind);
    const values = { 'How is it?': 'well', energy: ['Low'], 'Who helped?': [ben.id] };
    const [, submitted] = await bot.on(() => ana.control.submitsModal(opened.modal, values), 4, {
      content: 'thanks',
    });
    expect(submitted).toMatchObject({
      type: 5,
      data: {
        custom_id: 'how-form',
        components: [
          { type: 18, component: { type: 4, custom_id: 'how', value: 'well' } },
          { type: 18, component: { type: 3, custom_id: 'energy', values: ['l'] } },
          { type: 18, component: { type: 5, custom_id: 'who', values: [ben.id] } },
        ],
        resolved: { users: { [ben.id]: { username: 'ben' } }, members: { [ben.id]: {} } },
      },
    });
  });

  test('a message menu brings the message along, with its words', async () => {
    const { story, bot, ana } = await aBot();
    const count = { name: 'Count as check-in', type: 3 };
    const all = `/applications/${story.discord.applicationId}/commands`;
    await ask(story.discord, 'POST', all, count);
    const message = ana.posts('I walked today');
    const [, interaction] = await bot.on(
      () => ana.control.usesMessageMenu('Count as check-in', message.id),
      4,
      { content: 'counted', flags: EPHEMERAL },
    );
    expect(interaction.data).toMatchObject({
      target_id: message.id,
      resolved: { messages: { [message.id]: { content: 'I walked today' } } },
    });
  });
});

describe('the first answer', () => {
  test('is given once: a second one is 40060', async () => {
    const { bot, checkin } = await aBot();
    const [, interaction] = await bot.on(checkin, 4, { content: 'x' });
    expect((await bot.answer(interaction, 4, { content: 'y' })).body.code).toBe(40060);
  });

  test('is given in time, or the person sees a failure and the interaction is unknown', async () => {
    const { bot, checkin } = await aBot({ answerWithinMs: 20 });
    const acting = checkin();
    const interaction = await bot.next();
    expect(await acting).toMatchObject({ kind: 'failed', text: 'The application did not respond' });
    expect((await bot.answer(interaction, 4, { content: 'x' })).body.code).toBe(10062);
  });

  test('needs the right token', async () => {
    const { bot, checkin } = await aBot();
    const acting = checkin();
    const interaction = await bot.next();
    const wrong = await bot.answer({ ...interaction, token: 'wrong' }, 4, { content: 'x' });
    expect(wrong.body.code).toBe(10062);
    await bot.answer(interaction, 4, { content: 'x' });
    await acting;
  });

  test('must fit: no update without a message, no form from a form, only choices for suggestions', async () => {
    const { bot, ana, checkin } = await aBot();
    const acting = checkin();
    const command = await bot.next();
    for (const type of [6, 7, 8]) expect((await bot.answer(command, type, {})).body.code).toBe(50035);
    await bot.answer(command, 9, HOW);
    const opened = await acting;
    if (opened.kind !== 'modal') throw new Error(opened.kind);
    const submitting = ana.control.submitsModal(opened.modal, { how: 'ok', energy: ['h'] });
    const submitted = await bot.next();
    expect((await bot.answer(submitted, 9, HOW)).body.code).toBe(50035);
    await bot.answer(submitted, 4, { content: 'fine' });
    expect((await submitting).kind).toBe('message');
  });

  test('comes back when asked for', async () => {
    const { bot, checkin } = await aBot();
    const acting = checkin();
    const interaction = await bot.next();
    const data = { content: 'x', flags: EPHEMERAL };
    const answer = await bot.answer(interaction, 4, data, '?with_response=true');
    const outcome = await acting;
    if (outcome.kind !== 'message') throw new Error(outcome.kind);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      interaction: { id: interaction.id, type: 2, response_message_id: outcome.message.id },
      resource: { type: 4, message: { id: outcome.message.id, content: 'x', flags: EPHEMERAL } },
    });
  });
});

describe('ephemeral answers', () => {
  test('are seen by one person only and stand in no channel', async () => {
    const { story, bot, ana, ben, checkin } = await aBot();
    const [outcome] = await bot.on(checkin, 4, {
      content: 'just you',
      flags: EPHEMERAL,
      components: [button('go', 'Go')],
    });
    if (outcome.kind !== 'message') throw new Error(outcome.kind);
    const { id } = outcome.message;
    await ana.sees('just you');
    ben.doesNotSee('just you');
    await expect(ben.control.clicks(id, 'Go')).rejects.toThrow('sees no message');
    expect(await codeOf(story.discord, 'GET', `/channels/${story.lobbyId}/messages/${id}`)).toBe(10008);
    expect(story.discord.log.of('message').at(-1)).toMatchObject({
      visibleTo: [ana.id],
      ephemeralFor: ana.id,
    });
  });

  test('are dismissed by their reader', async () => {
    const { bot, ana, checkin } = await aBot();
    const [outcome, interaction] = await bot.on(checkin, 4, { content: 'just you', flags: EPHEMERAL });
    if (outcome.kind !== 'message') throw new Error(outcome.kind);
    ana.control.deletes(outcome.message.id);
    ana.doesNotSee('just you');
    const edit = await bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'gone' });
    expect(edit.body.code).toBe(10008);
  });
});

describe('after the first answer', () => {
  test('a deferred answer thinks until it is edited, and stays as private as it was announced', async () => {
    const { bot, ana, ben, checkin } = await aBot();
    const acting = checkin();
    const interaction = await bot.next();
    await bot.answer(interaction, 5, { flags: EPHEMERAL });
    expect(ana.control.sees().at(-1)?.loading).toBe(true);
    await bot.webhook(interaction, 'PATCH', '/messages/%40original', { content: 'here you are' });
    expect(await acting).toMatchObject({
      kind: 'message',
      message: { text: 'here you are', ephemeral: true, loading: false, edited: false },
    });
    ben.doesNotSee('here you are');
  });

  test('the first follow-up to a deferred answer fills it in, the second is new', async () => {
    const { bot, ana, checkin } = await aBot();
    const acting = checkin();
    const interaction = await bot.next();
    await bot.answer(interaction, 5);
    const first = await bot.webhook(interaction, 'POST', '', { content: 'one', flags: EPHEMERAL });
    const second = await bot.webhook(interaction, 'POST', '', { content: 'two', flags: EPHEMERAL });
    expect(second.body.id).not.toBe(first.body.id);
    await acting;
    expect(ana.control.sees().map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['one', false],
      ['two', true],
    ]);
  });

  test('a click updates the very message, at once or deferred', async () => {
    const { bot, ana, checkin } = await aBot();
    const components = [button('go', 'Go')];
    const [shown] = await bot.on(checkin, 4, { content: 'one', components });
    if (shown.kind !== 'message') throw new Error(shown.kind);
    const { id } = shown.message;
    const [updated, click] = await bot.on(() => ana.control.clicks(id, 'Go'), 7, { content: 'two' });
    expect(updated).toMatchObject({ kind: 'updated', message: { id, content: 'two' } });
    expect(click).toMatchObject({ type: 3, data: { custom_id: 'go', component_type: 2 }, message: { id } });
    const acting = ana.control.clicks(id, 'Go');
    const again = await bot.next();
    await bot.answer(again, 6);
    await bot.webhook(again, 'PATCH', '/messages/@original', { content: 'three', components: [] });
    expect(await acting).toMatchObject({ kind: 'updated', message: { id, content: 'three', buttons: [] } });
  });

  test('a click acknowledged in silence shows what follows on the message by any way, or nothing', async () => {
    const { story, bot, ana } = await aBot({ patienceMs: 300 });
    const path = `/channels/${story.lobbyId}/messages`;
    const { body } = await ask(story.discord, 'POST', path, {
      content: 'one',
      components: [button('go', 'Go')],
    });
    const acting = ana.control.clicks(body.id, 'Go');
    await bot.answer(await bot.next(), 6);
    await ask(story.discord, 'PATCH', `${path}/${body.id}`, { content: 'two' });
    expect(await acting).toMatchObject({ kind: 'updated', message: { content: 'two' } });
    const [outcome] = await bot.on(() => ana.control.clicks(body.id, 'Go'), 6);
    expect(outcome.kind).toBe('nothing');
  });

  test('a form opened by a button can update the message of that button', async () => {
    const { bot, ana, checkin } = await aBot();
    const [shown] = await bot.on(checkin, 4, { content: 'one', components: [button('go', 'Go')] });
    if (shown.kind !== 'message') throw new Error(shown.kind);
    const [opened] = await bot.on(() => ana.control.clicks(shown.message.id, 'Go'), 9, HOW);
    if (opened.kind !== 'modal') throw new Error(opened.kind);
    const submit = () => ana.control.submitsModal(opened.modal, { how: 'ok', energy: ['h'] });
    const [updated] = await bot.on(submit, 7, { content: 'two' });
    expect(updated).toMatchObject({ kind: 'updated', message: { id: shown.message.id, content: 'two' } });
    await expect(submit()).rejects.toThrow('no such form is open');
  });

  test('the token ends with its lifetime', async () => {
    const { bot, checkin } = await aBot({ tokenLifetimeMs: -1 });
    const [, interaction] = await bot.on(checkin, 4, { content: 'x' });
    const late = await bot.webhook(interaction, 'POST', '', { content: 'late' });
    expect([late.status, late.body.code]).toEqual([401, 50027]);
  });

  test('there is nothing to follow up before the first answer, nor with a strange token', async () => {
    const { bot, checkin } = await aBot();
    const acting = checkin();
    const interaction = await bot.next();
    const early = await bot.webhook(interaction, 'POST', '', { content: 'early' });
    expect(early.body.code).toBe(10015);
    const strange = await bot.webhook({ ...interaction, token: 'x' }, 'GET', '/messages/@original');
    expect(strange.body.code).toBe(10015);
    await bot.answer(interaction, 4, { content: 'x' });
    await acting;
  });

  test('answers are edited, read and deleted through the token, others’ messages are not', async () => {
    const { bot, ana, checkin } = await aBot();
    const [outcome, interaction] = await bot.on(checkin, 4, { content: 'one' });
    if (outcome.kind !== 'message') throw new Error(outcome.kind);
    const { id } = outcome.message;
    const other = ana.posts('mine');
    const status = async (method: string, rest: string, body?: object) => {
      const answer = await bot.webhook(interaction, method, rest, body);
      return answer.body.code ?? answer.status;
    };
    expect(await status('GET', `/messages/${id}`)).toBe(200);
    expect(await status('PATCH', `/messages/${other.id}`, { content: 'yours' })).toBe(10008);
    expect(await status('DELETE', '/messages/@original')).toBe(204);
    expect(await status('GET', '/messages/@original')).toBe(10008);
    ana.doesNotSee('one');
  });
});
