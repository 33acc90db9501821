import { REST } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { ask } from './as-bot.ts';
import { aStory } from './worlds.ts';

const SEND = 'POST /channels/:channel/messages';

async function aRoom() {
  const story = await aStory();
  const path = `/channels/${story.lobbyId}/messages` as const;
  return { story, faults: story.discord.faults, path, standing: () => story.owner.control.sees().length };
}

describe('faults on the way', () => {
  test('a reset before accepting loses the message, one after accepting leaves it standing', async () => {
    const { story, faults, path, standing } = await aRoom();
    faults.inject({ route: SEND, does: 'reset', times: 1 });
    await expect(ask(story.discord, 'POST', path, { content: 'x' })).rejects.toThrow();
    expect(standing()).toBe(0);
    faults.inject({ route: SEND, does: 'reset', accepted: 'after', times: 1 });
    await expect(ask(story.discord, 'POST', path, { content: 'x' })).rejects.toThrow();
    expect(standing()).toBe(1);
    expect((await ask(story.discord, 'POST', path, { content: 'x' })).status).toBe(200);
  });

  test('a 503 after accepting makes discord.js send twice, unless a nonce goes along', async () => {
    const { story, faults, path, standing } = await aRoom();
    const rest = new REST({ api: story.discord.apiUrl, retries: 1 }).setToken(story.discord.token);
    faults.inject({ route: SEND, does: 'error', accepted: 'after', times: 1 });
    await rest.post(path, { body: { content: 'twice' } });
    expect(standing()).toBe(2);
    faults.inject({ route: SEND, does: 'error', accepted: 'after', times: 1 });
    await rest.post(path, { body: { content: 'once', nonce: 'n', enforce_nonce: true } });
    expect(standing()).toBe(3);
  });

  test('a request that hangs after accepting ends with its client’s patience, and the message stands', async () => {
    const { story, faults, path, standing } = await aRoom();
    faults.inject({ route: SEND, does: 'hang', accepted: 'after', times: 1 });
    const rest = new REST({ api: story.discord.apiUrl, retries: 0, timeout: 100 }).setToken(
      story.discord.token,
    );
    await expect(rest.post(path, { body: { content: 'x' } })).rejects.toThrow(/abort/);
    expect(standing()).toBe(1);
  });

  test('a storm of 429 passes, and discord.js gets through', async () => {
    const { story, faults, path, standing } = await aRoom();
    faults.inject({ route: SEND, does: 'rate-limit', retryAfterSeconds: 0.02, times: 3 });
    const rest = new REST({ api: story.discord.apiUrl, offset: 0 }).setToken(story.discord.token);
    await rest.post(path, { body: { content: 'x' } });
    expect(standing()).toBe(1);
    expect(story.discord.limits.invalidRequests).toBe(3);
  });

  test('a fault can be for one message only, and can be taken back', async () => {
    const { story, faults, path } = await aRoom();
    faults.inject({ route: SEND, containing: 'unlucky', does: 'error', status: 500 });
    const takeBack = faults.inject({ does: 'error' });
    takeBack();
    expect((await ask(story.discord, 'POST', path, { content: 'lucky' })).status).toBe(200);
    expect((await ask(story.discord, 'POST', path, { content: 'unlucky' })).status).toBe(500);
  });

  test('in an outage nothing answers, and afterwards everything is as it was', async () => {
    const { story, faults, path } = await aRoom();
    faults.startOutage();
    await expect(ask(story.discord, 'POST', path, { content: 'x' })).rejects.toThrow();
    faults.endOutage();
    expect((await ask(story.discord, 'POST', path, { content: 'x' })).status).toBe(200);
    expect(story.discord.log.of('fault').map(({ what }) => what)).toEqual(['outage begins', 'outage ends']);
  });
});

describe('requests that Discord does not know', () => {
  test('an unknown route is 404 and remembered', async () => {
    const { story } = await aRoom();
    const answer = await ask(story.discord, 'GET', '/guilds/1/no-such-thing');
    expect([answer.status, answer.body.code]).toEqual([404, 0]);
    expect(story.discord.log.of('unknown-route')).toMatchObject([{ method: 'GET' }]);
    expect(() => story.nothingWentWrong()).toThrow('no-such-thing');
  });

  test('another API version is unknown too', async () => {
    const { story } = await aRoom();
    const response = await fetch(`${story.discord.apiUrl}/v9/users/@me`);
    expect(response.status).toBe(404);
  });

  test('without the bot’s token everything but interactions is 401', async () => {
    const { story, path } = await aRoom();
    for (const Authorization of ['', 'Bot nonsense', story.discord.token]) {
      const answer = await ask(story.discord, 'POST', path, { content: 'x' }, { Authorization });
      expect(answer.status).toBe(401);
    }
  });

  test('a broken body is refused before anything happens', async () => {
    const { story, path } = await aRoom();
    const send = async (type: string, body: string) => {
      const response = await fetch(`${story.discord.apiUrl}/v10${path}`, {
        method: 'POST',
        headers: { Authorization: `Bot ${story.discord.token}`, 'Content-Type': type },
        body,
      });
      return ((await response.json()) as { code: number }).code;
    };
    expect(await send('application/json', '{')).toBe(50109);
    expect(await send('text/plain', 'hello')).toBe(50035);
    expect(await send('multipart/form-data; boundary=x', 'nonsense')).toBe(50035);
  });

  test('a refused form is a breach in the log, with the page that says so', async () => {
    const { story, path } = await aRoom();
    const answer = await ask(story.discord, 'POST', path, {});
    expect(answer.body.code).toBe(50006);
    const [breach] = story.discord.log.of('breach');
    expect(breach).toMatchObject({ route: SEND, code: 50006 });
    expect(breach?.source).toContain('developers/');
  });
});
