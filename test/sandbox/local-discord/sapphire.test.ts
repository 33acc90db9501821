import { fileURLToPath } from 'node:url';
import { SapphireClient } from '@sapphire/framework';
import { GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { afterwards, aStory } from './worlds.ts';

test('a Sapphire bot lives a story: command, form, private thread, V2 message, button, direct message', async () => {
  const story = await aStory();
  const client = new SapphireClient({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: story.discord.apiUrl },
    baseUserDirectory: fileURLToPath(new URL('./pieces', import.meta.url)),
    loadMessageCommandListeners: false,
  });
  afterwards(() => client.destroy());
  await client.login(story.discord.token);
  expect(client.stores.get('commands').map(({ name }) => name)).toEqual(['checkin']);
  await story.commandIsRegistered('checkin');

  const ana = story.member('Ana');
  const ben = story.member('Ben');
  await ana.runs('/checkin');
  expect(ana.form?.title).toBe('Check-in');
  const answer = await ana.submits({ 'How is it?': 'well, thank you' });
  expect(answer).toMatchObject({ kind: 'message', message: { ephemeral: true } });
  // The mention brought Ana into the private thread; Ben sees neither thread nor answer.
  await ana.isPinged('well, thank you');
  ben.doesNotSee('well, thank you');
  ben.doesNotSee('Posted in');

  expect(await ana.clicks('Once more')).toMatchObject({ kind: 'updated', message: { text: 'Thank you.' } });
  await ana.isPinged('See you tomorrow.');
  await story.settles();
  story.nothingWentWrong();
});

test('a story that fails says who hoped for what, and shows the end of the log', async () => {
  const story = await aStory({}, { patienceMs: 20 });
  const ana = story.member('Ana');
  ana.posts('hello');
  await expect(ana.sees('goodbye')).rejects.toThrow(/Ana hoped to see goodbye[\s\S]*posts \\"hello\\"/);
  await expect(ana.clicks('Continue')).rejects.toThrow('Ana looked for an enabled button Continue');
  await expect(ana.runs('/nothing')).rejects.toThrow('there is no command /nothing');
  await expect(ana.submits({})).rejects.toThrow('Ana has no form open');
});
