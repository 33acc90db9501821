import { ok } from '@sapphire/result';
import { afterEach, expect, test } from 'vitest';
import { DemoStage } from '#sandbox/demo/demo-stage';
import { foundCommunity } from '#sandbox/demo/found-community';
import { NOTHING_YET, type Situation } from '#sandbox/demo/situation';
import { type LocalDiscord, startLocalDiscord } from '#sandbox/local-discord/local-discord';
import { MovableClock } from '#sandbox/movable-clock';
import type { Town } from '#sandbox/town';
import { FIRST_DAY } from './a-demo.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A stage whose reads of what is stored end when, and how, the test says. */
const aStage = async (...reads: Promise<Situation>[]) => {
  const discord: LocalDiscord = await startLocalDiscord();
  stops.push(() => discord.stop());
  const remembered = foundCommunity(discord, FIRST_DAY);
  const running = {
    unitOfWork: { run: async () => ok(await reads.shift()) },
    ledgerClaims: { nextWake: async () => null },
  };
  const town = { discord, clock: MovableClock.startingAt(FIRST_DAY), running } as unknown as Town;
  const reported: unknown[] = [];
  const stage = new DemoStage(town, remembered, (error) => reported.push(error));
  stops.push(() => stage.stop());
  return { stage, discord, generalId: remembered.generalId, reported };
};

test('a slow look at an earlier moment does not replace what a later one has seen', async () => {
  let comesLate = (_: Situation): void => undefined;
  const earlier = new Promise<Situation>((resolve) => {
    comesLate = resolve;
  });
  const { stage } = await aStage(earlier, Promise.resolve({ ...NOTHING_YET, isSetUp: true, lobby: 'lobby' }));
  const looks = [stage.look(), stage.look()];
  await new Promise(setImmediate);
  comesLate(NOTHING_YET);
  await Promise.all(looks);
  expect((await stage.state(stage.viewer('amara'))).next.text).toMatch(/^Join in/);
});

test('a look that fails is told to whoever keeps the demo, and the next one succeeds', async () => {
  const broken = Promise.reject(new Error('no database'));
  broken.catch(() => undefined);
  const { stage, discord, generalId, reported } = await aStage(broken, Promise.resolve(NOTHING_YET));
  discord.control.person(stage.viewer('amara')).posts(generalId, 'hello');
  await expect.poll(() => reported).toEqual([new Error('no database')]);
  await stage.look();
  expect((await stage.state(stage.viewer('amara'))).next.text).toMatch(/^Become Olive/);
});
