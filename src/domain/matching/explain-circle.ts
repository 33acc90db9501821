import { commonHours, countHours } from './free-hours.ts';
import { meetingHours } from './criteria/shared-free-hours.ts';
import { choicesOf, type PoolMember } from './pool-member.ts';
import { LANGUAGES, type Language, THEMES, type Theme, VALUES, type Value } from './profile.ts';

/** Why people fit as one circle, as data for words. */
export type CircleReason = {
  /** Values and themes that more than half of them hold, most widely held first. */
  values: Value[];
  themes: Theme[];
  /** Spoken by all. */
  languages: Language[];
  /** Hours a week in which all are free, and up to three of them to meet, as hours of the UTC week (0 to 167). */
  sharedHours: number;
  meetAtUtcHours: number[];
};

/** What most of a circle share, and what all of them do. Refuses an empty circle. */
export function explainCircle(circle: readonly PoolMember[]): CircleReason {
  const [first] = circle;
  if (!first) throw new RangeError('A circle has members');
  const hours = circle.map((member) => member.hours).reduce(commonHours);
  const languages = circle.reduce((all, member) => all & member.languages, first.languages);
  return {
    values: heldByMost(
      VALUES,
      circle.map(({ values }) => values),
    ),
    themes: heldByMost(
      THEMES,
      circle.map(({ themes }) => themes),
    ),
    languages: choicesOf(LANGUAGES, languages),
    sharedHours: countHours(hours),
    meetAtUtcHours: meetingHours(hours),
  };
}

function heldByMost<Choice extends string>(choices: readonly Choice[], held: readonly number[]): Choice[] {
  const counts = choices.map((choice, bit) => ({
    choice,
    count: held.filter((bits) => bits & (1 << bit)).length,
  }));
  return counts
    .filter(({ count }) => 2 * count > held.length)
    .sort((a, b) => b.count - a.count)
    .map(({ choice }) => choice);
}
