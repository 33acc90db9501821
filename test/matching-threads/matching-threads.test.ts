import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { LocalDate, PersonId, ZoneId } from '#domain/ids';
import { formRound } from '#domain/matching/form-round';
import { type Candidate, VALUES } from '#domain/matching/profile';
import type { RoundInput } from '#domain/matching/round';
import { MatchingThreads } from '#matching-threads/matching-threads';
import { type FromMatcher, SLICE, type ToMatcher } from '#matching-threads/round-task';
import { startThread } from '#matching-threads/start-thread';
import { PRESETS } from '#programmes/presets';

const poolOf = (size: number): Candidate[] =>
  Array.from({ length: size }, (_, n) => ({
    person: `person-${String(n).padStart(6, '0')}` as PersonId,
    profile: {
      zone: (['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] as const)[n % 3] as string as ZoneId,
      languages: n % 5 === 0 ? ['en', 'de'] : ['en'],
      freeTimes: [n % 21, (n * 5 + 2) % 21, (n * 11 + 4) % 21],
      values: [VALUES[n % 24]!, VALUES[(n * 7 + 3) % 24]!],
      starred: null,
      supportWanted: ['listen'],
      styles: null,
      supportOffered: ['listen'],
      themes: [],
      skillsOffered: [],
      skillsSought: [],
      level: null,
      similarLevelMatters: false,
      rhythm: null,
      channel: 'thread',
    },
    roundsWaited: n % 3,
    apartFrom: [],
  }));

const asked = (pool: readonly Candidate[], groupSize: RoundInput['groupSize'] = 2): RoundInput => ({
  pool,
  weights: PRESETS.soft.weights,
  seed: 5,
  on: '2026-11-21' as LocalDate,
  groupSize,
});

/** Every second one first, then the others: another order of the same people. */
const cut = <Item>(items: readonly Item[]): Item[] => [
  ...items.filter((_, n) => n % 2 === 1),
  ...items.filter((_, n) => n % 2 === 0),
];

/** The round as a process of its own forms it, from nothing but JSON. */
const inProcess = (input: RoundInput): string => {
  const file = fileURLToPath(new URL('./form-from-json.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', '--import', 'tsx', file], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return stdout;
};

describe('matching in threads', () => {
  it.each([[2], [60], [61], [400]])('forms of %i people the round that the rules form', async (size) => {
    const input = asked(poolOf(size));
    expect(await new MatchingThreads(1).form(input)).toEqual(formRound(input));
  });

  it.each([
    2, 4,
  ] as const)('replays a round in groups of %i to the letter, wherever it is formed', async (size) => {
    const pool = poolOf(701);
    const [one, several] = [new MatchingThreads(1, 100), new MatchingThreads(3, 100)];
    const once = JSON.stringify(await one.form(asked(pool, size)));
    expect(JSON.stringify(await several.form(asked(cut(pool), size)))).toBe(once);
    expect(inProcess(asked(cut(cut(pool)), size))).toBe(once);
    expect(once).toContain(size === 2 ? '"circles":[]' : '"pairs":[]');
  });

  it('tells how far it is, as the rules do', async () => {
    const input = asked(poolOf(650));
    const [here, there] = [new Set<string>(), new Set<string>()];
    let last = 0;
    formRound(input, { progress: (stage) => here.add(stage) });
    await new MatchingThreads(1).form(input, {
      progress: (stage, done) => {
        there.add(stage);
        last = done;
      },
    });
    expect([...there]).toEqual([...here]);
    expect(here.size).toBeGreaterThan(0);
    expect(last).toBe(1);
  });

  it('lets everything else go on meanwhile, whatever goes to the thread and comes back', async () => {
    let turns = 0;
    let done = false;
    const matching = new MatchingThreads(2, 100).form(asked(poolOf(6_000))).finally(() => {
      done = true;
    });
    while (!done) {
      await pause(1);
      turns += 1;
    }
    expect((await matching).pairs.length).toBeGreaterThan(2_500);
    expect(turns).toBeGreaterThan(50);
  });

  it('tells when a pool cannot be matched', async () => {
    const [twin] = poolOf(1);
    await expect(new MatchingThreads(1).form(asked(Array(80).fill(twin)))).rejects.toThrow();
  });

  it('are sent slice by slice, the next one when it is asked for', async () => {
    const { pool, ...input } = asked(poolOf(3 * SLICE));
    const thread = startThread('match-thread');
    const tell = (told: ToMatcher) => thread.postMessage(told);
    const formed: FromMatcher[] = [];
    const heard = new Promise<void>((resolve) => {
      thread.on('message', (answer: FromMatcher) => {
        if (answer.say !== 'progress') formed.push(answer);
        if (formed.length === 1) resolve();
      });
    });
    tell({ say: 'members', slice: pool });
    tell({ say: 'begin', input, threads: 1 });
    await heard;
    await pause(50);
    expect(formed).toHaveLength(1);
    tell({ say: 'go-on' });
    await expect.poll(() => formed.length).toBe(2);
    await thread.terminate();
  });
});
