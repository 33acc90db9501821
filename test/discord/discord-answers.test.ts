import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  DISCORD_ANSWERS,
  dispatchedFrom,
  type Meaning,
  readAnswer,
} from '#discord/discord-answers';

const refusedBy = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'http://discord/', {});

const EXPECTED: Record<Meaning, number[]> = {
  'place-gone': [10003],
  'message-gone': [10008],
  'member-gone': [10007, 10013, 40007, 50033],
  'no-permission': [50001, 50009, 50013, 160005],
  'dm-closed': [50007, 50278],
  asleep: [50083],
  later: [20016, 20022, 20028, 20029, 30046, 40003, 40004, 40006, 40062, 40333, 110001, 130000, 160006],
  refused: [
    10004, 10011, 20009, 20031, 30003, 30013, 30033, 30060, 40005, 40058, 50003, 50005, 50006, 50008, 50019,
    50021, 50024, 50035, 50055, 50068, 50109, 200000, 200001, 240000,
  ],
  'token-dead': [40001, 50014],
};

describe('what Discord answers', () => {
  it.each(
    Object.entries(EXPECTED).flatMap(([meaning, codes]) => codes.map((code) => [code, meaning] as const)),
  )('code %i means %s', (code, meaning) => {
    expect(readAnswer(refusedBy(403, code))).toMatchObject({ meaning, code, unsure: false });
  });

  it('has one meaning for every code of the table, and this test knows them all', () => {
    const known = Object.values(EXPECTED)
      .flat()
      .sort((a, b) => a - b);
    expect(Object.keys(DISCORD_ANSWERS).map(Number)).toEqual(known);
  });

  it('says when to come back for everything that is worth another try', () => {
    for (const [code, { meaning, afterMs = 0 }] of Object.entries(DISCORD_ANSWERS)) {
      expect(afterMs > 0, code).toBe(meaning === 'later');
    }
  });

  it('takes any 401 for a dead token, whatever its code', () => {
    expect(readAnswer(refusedBy(401, 0))).toMatchObject({ meaning: 'token-dead', code: 401 });
  });

  it('refuses a 4xx it never heard of', () => {
    expect(readAnswer(refusedBy(400, 987_654))).toMatchObject({ meaning: 'refused', code: 987_654 });
  });

  it('waits as long as a rate limit says', () => {
    const limited = new RateLimitError({
      global: false,
      hash: '',
      limit: 5,
      majorParameter: '1',
      method: 'POST',
      retryAfter: 1_500,
      route: '/channels/:id/messages',
      scope: 'user',
      sublimitTimeout: 0,
      timeToReset: 700,
      url: 'http://discord/',
    });
    expect(readAnswer(limited)).toMatchObject({ meaning: 'later', code: 429, afterMs: 1_500 });
  });

  it.each([500, 502, 503, 504])('is unsure after a %i: it may have been accepted', (status) => {
    const answer = readAnswer(new HTTPError(status, 'oops', 'POST', 'http://discord/', {}));
    expect(answer).toMatchObject({ meaning: 'later', code: status, unsure: true });
    expect(answer.afterMs).toBeGreaterThan(0);
  });

  it('is unsure when the connection broke', () => {
    const broken = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    expect(readAnswer(broken)).toMatchObject({ meaning: 'later', code: 'UND_ERR_SOCKET', unsure: true });
  });
});

describe('what an answer comes to', () => {
  const answer = (meaning: Meaning): Answer => ({ meaning, code: 7, afterMs: 1_000, unsure: false });

  it.each([
    'message-gone',
    'member-gone',
    'place-gone',
    'asleep',
  ] as const)('taking away what is %s is done', (meaning) => {
    expect(dispatchedFrom(answer(meaning), 'remove')).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['place-gone', { kind: 'degrade', because: 'place-gone', code: 7 }],
    ['message-gone', { kind: 'refused', code: 7 }],
    ['member-gone', { kind: 'refused', code: 7 }],
    ['asleep', { kind: 'retry', afterMs: 5_000, code: 7 }],
  ] as const)('making something whose %s comes to what the ledger can act on', (meaning, expected) => {
    expect(dispatchedFrom(answer(meaning), 'make')).toEqual(expected);
  });

  it.each([
    ['no-permission', { kind: 'degrade', because: 'no-permission', code: 7 }],
    ['dm-closed', { kind: 'degrade', because: 'dm-closed', code: 7 }],
    ['later', { kind: 'retry', afterMs: 1_000, code: 7 }],
    ['refused', { kind: 'refused', code: 7 }],
    ['token-dead', { kind: 'stopped', code: 401 }],
  ] as const)('%s reads the same whatever was asked', (meaning, expected) => {
    expect(dispatchedFrom(answer(meaning), 'make')).toEqual(expected);
    expect(dispatchedFrom(answer(meaning), 'remove')).toEqual(expected);
  });
});
