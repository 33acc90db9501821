import type { TrialProgress } from '#use-cases/ports/notices';
import type { Words } from '../words/en.ts';

/** The checklist of a trial, a line for each day; state is told in words as well as by a sign. */
export function trialLines(progress: TrialProgress, words: Words): string[] {
  const { checklist } = words.notices;
  const next = progress.ended ? undefined : progress.days.find(({ done }) => !done);
  return progress.days.map((entry) => {
    const say = entry.done ? checklist.done : entry === next ? checklist.next : checklist.later;
    return say(checklist.day[entry.day], words.labels.day(entry.on));
  });
}

/** Where the trial stands on that day, in one sentence that needs no checklist beside it. */
export function trialStanding(day: number, progress: TrialProgress, words: Words): string {
  const done = progress.days.filter((entry) => entry.done).length;
  return words.notices.checklist.standing(day, done, progress.checkIns);
}
