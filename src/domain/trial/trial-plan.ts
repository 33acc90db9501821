import type { LocalDate } from '../ids.ts';
import { addDays } from '../time/local-time.ts';

/** The days on which a trial asks (programme.md 14). */
export const TRIAL_DAYS = [1, 3, 7, 14] as const;
export type TrialDay = (typeof TRIAL_DAYS)[number];

/** A prompt later than this is missed and folded into the next one (reliability.md, catch-up). */
export const PROMPT_WINDOW_HOURS = 12;
/** Never two prompts to one trial within this time. */
export const PROMPT_SPACING_HOURS = 6;

/** The calendar day of a trial day: day 1 is the start itself. */
export const trialDateOf = (startsOn: LocalDate, day: TrialDay): LocalDate => addDays(startsOn, day - 1);
