import type { Partnership } from '#domain/partnership/partnership';
import { instantAt } from '#domain/time/local-time';
import { TRIAL_DAYS, trialDateOf } from '#domain/trial/trial-plan';
import type { TrialProgress } from './ports/notices.ts';
import type { Unit } from './ports/unit-of-work.ts';

/** Where a trial stands; null when there is none. */
export const trialProgress = async (unit: Unit, partnership: Partnership): Promise<TrialProgress | null> => {
  const { trial, zone, state } = partnership;
  if (!trial) return null;
  return {
    startsOn: trial.startsOn,
    days: TRIAL_DAYS.map((day) => ({
      day,
      on: trialDateOf(trial.startsOn, day),
      done: trial.delivered.includes(day),
    })),
    checkIns: await unit.checkIns.countSince(partnership.id, instantAt(trial.startsOn, 0, zone)),
    ended: state.kind !== 'trial',
  };
};
