import type { PersonId } from '../ids.ts';
import type { Ballot, Choice, Level } from './vote.ts';

/** How many tweaked trials may follow one another. */
export const TWEAKS_IN_A_ROW = 2;
/** Silence of either becomes a pause of this many days, then a farewell. */
export const SILENCE_PAUSE_DAYS = 14;

export type Tally = { result: Choice; bySilence: boolean };

/**
 * A pair's result: any pause is a pause; else any tweak is a tweak; else continue. Somebody's silence is
 * a pause, told apart only so that it ends in a farewell. After two tweaks in a row another one counts as
 * continue: the charter can be changed at any time, only the trials come to an end.
 */
export const tallyPair = (
  members: readonly PersonId[],
  ballots: readonly Ballot[],
  tweaksInARow: number,
): Tally => {
  const choices = members.map((member) => ballots.find(({ person }) => person === member)?.choice ?? null);
  if (choices.includes('pause')) return { result: 'pause', bySilence: false };
  if (choices.includes(null)) return { result: 'pause', bySilence: true };
  if (choices.includes('tweak') && tweaksInARow < TWEAKS_IN_A_ROW)
    return { result: 'tweak', bySilence: false };
  return { result: 'continue', bySilence: false };
};

/** The middle of what people said, rounded up, so that it names nobody; null when nobody said anything. */
export const moodOf = (ballots: readonly Ballot[]): { energy: Level; momentum: Level } | null => {
  if (ballots.length === 0) return null;
  const middle = (levels: Level[]): Level =>
    Math.ceil(levels.reduce((sum, level) => sum + level, 0) / levels.length) as Level;
  return {
    energy: middle(ballots.map(({ energy }) => energy)),
    momentum: middle(ballots.map(({ momentum }) => momentum)),
  };
};
