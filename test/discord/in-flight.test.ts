import { expect, it } from 'vitest';
import { InFlight } from '#discord/in-flight';

it('a stop waits for answers under way, whether they succeed or not', async () => {
  const inFlight = new InFlight();
  let answer: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const order: string[] = [];
  void inFlight.track(new Promise<void>((resolve) => (answer = resolve))).then(() => order.push('answered'));
  inFlight.track(new Promise<void>((_resolve, reject) => (fail = reject))).catch(() => order.push('failed'));
  const stopped = inFlight.settled(60_000).then(() => order.push('stopped'));
  fail(new Error('an outage'));
  answer();
  await stopped;
  expect(order.sort()).toEqual(['answered', 'failed', 'stopped']);
});

it('a stop does not wait for ever', async () => {
  const inFlight = new InFlight();
  void inFlight.track(new Promise(() => {}));
  await expect(inFlight.settled(1)).resolves.toBeUndefined();
});
