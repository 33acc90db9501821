import type { SeenModal } from '../local-discord/control/seen.ts';
import type { Part } from './cast.ts';

/** What somebody enters in a form, by custom id. */
export type Filled = Record<string, string | string[] | boolean>;

/** What people of the cast say when a check-in has no habit of its own. */
const ANYTHING = 'A little, and that is enough for today.';

/** How a person of the cast would fill in one of the bot's forms, or null where they have no habit for it. */
export const suggestAnswers = (part: Part | undefined, modal: SeenModal, turn: number): Filled | null => {
  const has = (id: string): boolean => modal.fields.some(({ customId }) => customId === id);
  if (!part) return null;
  const { answers, habits } = part;
  if (has('zone') && has('freeTimes') && answers)
    return {
      zone: answers.zone,
      languages: [...answers.languages],
      freeTimes: [...answers.freeTimes],
      values: [...answers.values],
      supportWanted: [...answers.supportWanted],
    };
  if (!habits) return null;
  if (has('progress')) return { progress: habits.progress[turn % habits.progress.length] ?? ANYTHING };
  if (has('choice') && has('energy'))
    return {
      choice: habits.vote.choice,
      energy: [String(habits.vote.energy)],
      momentum: [String(habits.vote.momentum)],
    };
  if (has('norms') && habits.suggests) return { norms: habits.suggests };
  return null;
};
