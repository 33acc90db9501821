import type { PoolMember } from '../pool-member.ts';
import type { Wanted } from './criterion.ts';

/** Each way in which one can learn from the other counts 2; a level that suits both counts 2. */
export const skillsAndLevel: Wanted = {
  kind: 'wanted',
  name: 'skills',
  most: 6,
  weigh: (a, b) => (skillFor(a, b) ? 2 : 0) + (skillFor(b, a) ? 2 : 0) + levelsSuit(a, b),
  explain: (a, b) => {
    const fromB = skillFor(a, b);
    const fromA = skillFor(b, a);
    if (fromB) return { difference: { kind: 'skill', skill: fromB, from: b.person } };
    return fromA ? { difference: { kind: 'skill', skill: fromA, from: a.person } } : {};
  },
};

/** The first skill, in order of the alphabet, that one seeks and the other offers. */
function skillFor(learner: PoolMember, other: PoolMember): string | null {
  let first: string | null = null;
  for (const skill of learner.skillsSought) {
    if (other.skillsOffered.includes(skill) && (first === null || skill < first)) first = skill;
  }
  return first;
}

type Level = Pick<PoolMember, 'level' | 'similarLevelMatters'>;

/** Level matters only where somebody says so: then 2 for the same, 1 for the next, 0 beyond or untold. */
export function levelsSuit(a: Level, b: Level): number {
  if (!a.similarLevelMatters && !b.similarLevelMatters) return 2;
  if (a.level === null || b.level === null) return 0;
  return Math.max(0, 2 - Math.abs(a.level - b.level));
}
