/** The days on which a trial asks (programme.md 14). */
export const TRIAL_DAYS = [1, 3, 7, 14] as const;
export type TrialDay = (typeof TRIAL_DAYS)[number];
