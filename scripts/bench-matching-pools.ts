import type { LocalDate, PersonId, ZoneId } from '#domain/ids';
import { type Dice, dice } from '#domain/matching/dice';
import { type Candidate, LANGUAGES, RHYTHMS, SUPPORTS, THEMES, VALUES } from '#domain/matching/profile';

export const ON = '2026-06-15' as LocalDate;

const ZONES = [
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Berlin',
  'Europe/Helsinki',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'Asia/Dhaka',
  'Asia/Jakarta',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
] as ZoneId[];
const SKILLS = Array.from({ length: 60 }, (_, i) => `skill ${i}`);

export type Kind = 'archetypes' | 'zipf';

/**
 * A pool from sixteen archetypes of values (each value from one's archetype two times of three), or with values
 * by Zipf's law, where a few are everybody's. Three to five day-parts, sixteen zones, ten languages; one in six
 * pairs is feasible.
 */
export function benchPool(size: number, seed: number, kind: Kind): Candidate[] {
  return [...benchMembers(size, seed, kind)];
}

/** The same one by one, as a store would hand them out. */
export function* benchMembers(size: number, seed: number, kind: Kind): Generator<Candidate> {
  const roll = dice(seed);
  const archetypes = Array.from({ length: 16 }, () =>
    Array.from({ length: 6 }, () => VALUES[roll(VALUES.length)]!),
  );
  const zipf = zipfOf(VALUES.length, roll);
  const languageBy = zipfOf(10, roll);
  const some = <T>(list: readonly T[], least: number, most: number): T[] => {
    const chosen = new Set<T>();
    const count = least + roll(most - least + 1);
    while (chosen.size < count) chosen.add(list[roll(list.length)]!);
    return [...chosen];
  };
  const style = () => roll(5) - 2;
  for (let i = 0; i < size; i++) {
    const archetype = archetypes[roll(16)]!;
    const values = new Set(
      Array.from({ length: 5 }, () => {
        if (kind === 'zipf') return VALUES[zipf()]!;
        return roll(100) < 65 ? archetype[roll(archetype.length)]! : VALUES[roll(VALUES.length)]!;
      }),
    );
    const languages = new Set(Array.from({ length: 1 + roll(2) }, () => LANGUAGES[languageBy()]!));
    yield {
      person: `p${String(i).padStart(6, '0')}` as PersonId,
      roundsWaited: 0,
      apartFrom: [],
      profile: {
        zone: ZONES[roll(16)]!,
        languages: [...languages],
        freeTimes: some([...Array(21).keys()], 3, 5),
        values: [...values],
        starred: [...values][0]!,
        supportWanted: some(SUPPORTS, 1, 3),
        styles: { structuredFlexible: style(), drivingReflective: style(), visionaryMethodical: style() },
        supportOffered: some(SUPPORTS, 1, 3),
        themes: some(THEMES, 1, 4),
        skillsOffered: some(SKILLS, 1, 3),
        skillsSought: some(SKILLS, 1, 3),
        level: (1 + roll(5)) as 1 | 2 | 3 | 4 | 5,
        similarLevelMatters: roll(3) === 0,
        rhythm: RHYTHMS[roll(RHYTHMS.length)]!,
        channel: 'thread',
      },
    };
  }
}

/** Draws 0 with weight 1, 1 with 1/2, 2 with 1/3 and so on. */
function zipfOf(count: number, roll: Dice): () => number {
  const upTo: number[] = [];
  for (let i = 0; i < count; i++) upTo.push((upTo.at(-1) ?? 0) + 1_000_000 / (i + 1));
  const all = upTo.at(-1)!;
  return () => {
    const drawn = roll(Math.floor(all));
    return upTo.findIndex((sum) => drawn < sum);
  };
}
