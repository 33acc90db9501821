import { performance } from 'node:perf_hooks';
import { createLogger } from '#telemetry/logger';
import { tellStory } from '../story/tell-story.ts';
import { Town } from '../town.ts';

/**
 * Lives through one whole trial by itself, line by line, and lays the stored outcomes beside what people saw.
 * Resolves with the exit code: 0 only when they agree.
 */
export const tell = async (seed: number, print: (line: string) => void): Promise<number> => {
  const startedAt = performance.now();
  const town = await Town.start({
    seed,
    // A Saturday noon in UTC; which Saturday follows from the seed, so that clocks change in some stories.
    startsAt: new Date(Date.UTC(2026, 0, 3 + 7 * (seed % 52), 12)),
    database: { kind: 'embedded', directory: null },
    logger: createLogger({ level: process.env['LOG_LEVEL'] ?? 'error' }),
  });
  print(
    `ready in ${Math.round(performance.now() - startedAt)} ms: Alongside is on a Discord of its own at ${town.discord.url}`,
  );
  try {
    const { compared } = await tellStory(town, seed, print);
    print('\nStored outcomes, beside what people saw:');
    for (const { trial, stored, bySilence, seen, agrees } of compared) {
      const sight = seen
        ? `${seen.result}, message ${seen.messageId}, seen by ${seen.by.join(' and ')}`
        : 'nothing';
      print(
        `  trial ${trial}: stored ${stored}${bySilence ? ' (by silence)' : ''} | seen ${sight} | ${agrees ? 'agrees' : 'DIFFERS'}`,
      );
    }
    const agreed = compared.length > 0 && compared.every(({ agrees }) => agrees);
    print(
      agreed
        ? '\nEverything that was stored is what people saw.'
        : '\nWhat was stored is not what people saw.',
    );
    return agreed ? 0 : 1;
  } finally {
    await town.stop();
  }
};
