import { describe, expect, test, vi } from 'vitest';
import { RateLimits } from '#sandbox/local-discord/rest/rate-limits';
import { BareBot } from './a-bot.ts';
import { ask } from './as-bot.ts';
import { aStory } from './worlds.ts';

const SEND = 'POST /channels/:channel/messages';

describe('the limits', () => {
  test('a bucket empties, refuses, and fills again when its window is over', () => {
    vi.useFakeTimers();
    try {
      const limits = new RateLimits({ routes: { [SEND]: { limit: 2, windowMs: 5000 } } });
      const rule = (channel = '1') => limits.rule(SEND, { channel });
      expect(rule().headers).toMatchObject({ 'X-RateLimit-Limit': '2', 'X-RateLimit-Remaining': '1' });
      rule();
      vi.advanceTimersByTime(1000);
      expect(rule().refusedFor).toEqual({ seconds: 4, scope: 'user' });
      expect(rule('2').refusedFor).toBeUndefined();
      vi.advanceTimersByTime(4000);
      expect(rule().refusedFor).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test('fifty a second in all, and interactions are exempt', () => {
    vi.useFakeTimers();
    try {
      const limits = new RateLimits({ otherwise: { limit: 1000, windowMs: 1000 } });
      for (let n = 0; n < 50; n += 1) expect(limits.rule('GET /users/@me', {}).refusedFor).toBeUndefined();
      expect(limits.rule('GET /users/@me', {}).refusedFor).toEqual({ seconds: 1, scope: 'global' });
      const callback = 'POST /interactions/:interaction/:token/callback';
      expect(limits.rule(callback, { token: 'x' }).refusedFor).toBeUndefined();
      vi.advanceTimersByTime(1000);
      expect(limits.rule('GET /users/@me', {}).refusedFor).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test('invalid requests are counted for ten minutes, and too many shut the address out', () => {
    vi.useFakeTimers();
    try {
      const limits = new RateLimits({ invalidRequests: 3 });
      for (const status of [401, 403, 404, 200, 429]) limits.answered(status);
      limits.answered(429, 'shared');
      expect([limits.invalidRequests, limits.banned]).toEqual([3, true]);
      vi.advanceTimersByTime(10 * 60_000 + 1);
      expect([limits.invalidRequests, limits.banned]).toEqual([0, false]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('what the bot is told', () => {
  test('a 429 says how long to wait, in a header and in the body', async () => {
    const story = await aStory({ rateLimits: { routes: { [SEND]: { limit: 1, windowMs: 30_000 } } } });
    const path = `/channels/${story.lobbyId}/messages`;
    expect((await ask(story.discord, 'POST', path, { content: 'x' })).status).toBe(200);
    const refused = await ask(story.discord, 'POST', path, { content: 'y' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(25);
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(refused.body).toMatchObject({ global: false, retry_after: expect.any(Number) });
    story.owner.doesNotSee('y');
    expect(story.discord.limits.invalidRequests).toBe(1);
  });

  test('a bucket can change while the bot runs', async () => {
    const story = await aStory();
    const path = `/channels/${story.lobbyId}/messages`;
    const first = await ask(story.discord, 'POST', path, { content: 'x' });
    expect(first.headers.get('x-ratelimit-limit')).toBe('100');
    story.discord.limits.set(SEND, { limit: 7, windowMs: 1000 });
    const second = await ask(story.discord, 'POST', path, { content: 'x' });
    expect(second.headers.get('x-ratelimit-limit')).toBe('7');
    expect(second.headers.get('x-ratelimit-bucket')).toBe(first.headers.get('x-ratelimit-bucket'));
  });

  test('an interaction is answered even when everything else is exhausted', async () => {
    const story = await aStory({ rateLimits: { globalPerSecond: 1 } });
    const bot = await BareBot.start(story.discord, [{ name: 'checkin', description: 'x' }]);
    expect((await ask(story.discord, 'GET', '/users/@me')).status).toBe(429);
    const [outcome] = await bot.on(() => story.owner.control.runs('/checkin'), 4, { content: 'here' });
    expect(outcome.kind).toBe('message');
  });
});
