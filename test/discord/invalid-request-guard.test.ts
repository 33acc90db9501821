import { describe, expect, it } from 'vitest';
import type { Answer, Meaning } from '#discord/discord-answers';
import { InvalidRequestGuard } from '#discord/invalid-request-guard';

const answer = (meaning: Meaning, code = 50013): Answer => ({ meaning, code, afterMs: 0, unsure: false });

function aGuard() {
  let now = 1_000_000;
  return { guard: new InvalidRequestGuard(() => now), pass: (ms: number) => (now += ms) };
}

describe('a place that refused', () => {
  it('answers from memory for a while, then may be asked again', () => {
    const { guard, pass } = aGuard();
    guard.refused('5', answer('no-permission'));
    expect(guard.answerFor('5')).toEqual(answer('no-permission'));
    expect(guard.answerFor('6')).toBeNull();
    pass(30_000);
    expect(guard.answerFor('5')).toBeNull();
  });

  it('is left alone longer each time, up to five minutes', () => {
    const { guard, pass } = aGuard();
    const holds = Array.from({ length: 7 }, () => {
      guard.refused('5', answer('no-permission'));
      let held = 0;
      for (; guard.answerFor('5'); held += 30) pass(30_000);
      return held;
    });
    expect(holds).toEqual([30, 60, 120, 240, 300, 300, 300]);
  });

  it('is trusted again once it accepted something', () => {
    const { guard } = aGuard();
    guard.refused('5', answer('dm-closed', 50007));
    guard.accepted('5');
    expect(guard.answerFor('5')).toBeNull();
  });

  it('is not held back for what was about one message only', () => {
    const { guard } = aGuard();
    guard.refused('5', answer('message-gone', 10008));
    guard.refused('5', answer('later', 503));
    expect(guard.answerFor('5')).toBeNull();
  });

  it('may be asked all the same by a question that names no place', () => {
    const { guard } = aGuard();
    guard.refused('5', answer('no-permission'));
    expect(guard.answerFor(null)).toBeNull();
  });
});

it('everything waits for the window to end when too many requests were invalid', () => {
  const { guard, pass } = aGuard();
  for (let request = 0; request < 2_000; request += 1) guard.refused(`${request}`, answer('later', 429));
  pass(60_000);
  expect(guard.answerFor('new')).toEqual({
    meaning: 'later',
    code: 'too-many-invalid',
    afterMs: 540_000,
    unsure: false,
  });
  pass(540_000);
  expect(guard.answerFor('new')).toBeNull();
});
