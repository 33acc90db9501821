import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createLogger } from '#telemetry/logger';
import { tellStory } from './story/tell-story.ts';
import { Town } from './town.ts';

const USAGE = 'npm run demo -- [--tell] [--seed NUMBER]';

const readArguments = (): { seed: number } => {
  try {
    const { values } = parseArgs({
      options: { tell: { type: 'boolean', default: true }, seed: { type: 'string', default: '1' } },
    });
    const seed = Number(values.seed);
    if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed wants a whole number.');
    return { seed };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(USAGE);
    process.exit(2);
  }
};

const { seed } = readArguments();
const startedAt = performance.now();
const town = await Town.start({
  seed,
  // A Saturday noon in UTC; which Saturday follows from the seed, so that clocks change in some stories.
  startsAt: new Date(Date.UTC(2026, 0, 3 + 7 * (seed % 52), 12)),
  database: { kind: 'embedded', directory: null },
  logger: createLogger({ level: process.env['LOG_LEVEL'] ?? 'error' }),
});
console.log(
  `ready in ${Math.round(performance.now() - startedAt)} ms: Alongside is on a Discord of its own at ${town.discord.url}`,
);

let agreed = false;
try {
  const compared = await tellStory(town, seed, console.log);
  console.log('\nStored outcomes, beside what people saw:');
  for (const { trial, stored, bySilence, seen, agrees } of compared) {
    const sight = seen
      ? `${seen.result}, message ${seen.messageId}, seen by ${seen.by.join(' and ')}`
      : 'nothing';
    console.log(
      `  trial ${trial}: stored ${stored}${bySilence ? ' (by silence)' : ''} | seen ${sight} | ${agrees ? 'agrees' : 'DIFFERS'}`,
    );
  }
  agreed = compared.length > 0 && compared.every(({ agrees }) => agrees);
  console.log(
    agreed ? '\nEverything that was stored is what people saw.' : '\nWhat was stored is not what people saw.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await town.stop();
}
process.exit(agreed ? 0 : 1);
