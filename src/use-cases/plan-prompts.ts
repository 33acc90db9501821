import type { Member } from '#domain/community/member';
import type { LocalDate } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import { HOUR_MS } from '#domain/time/local-time';
import { type PromptedPerson, promptTimes } from '#domain/trial/prompt-time';
import { PROMPT_WINDOW_HOURS, TRIAL_DAYS, type TrialDay, trialDateOf } from '#domain/trial/trial-plan';
import type { Unit } from './ports/unit-of-work.ts';

export const promptedPeople = async (unit: Unit, partnership: Partnership): Promise<PromptedPerson[]> => {
  const people: PromptedPerson[] = [];
  for (const person of partnership.members) {
    const member: Member | null = await unit.members.get(person);
    if (member) people.push({ person, zone: member.profile.zone, freeTimes: member.profile.freeTimes });
  }
  return people;
};

/**
 * Records the prompts of a trial's days that were not delivered yet. `plan` tells a later planning from an
 * earlier one (a changed zone), whose waiting prompts it replaces.
 */
export const planTrialPrompts = async (unit: Unit, partnership: Partnership, plan: string): Promise<void> => {
  const { trial } = partnership;
  if (!trial) return;
  await unit.ledger.cancel(partnership.id, ['prompt']);
  const people = await promptedPeople(unit, partnership);
  for (const day of TRIAL_DAYS.filter((day: TrialDay) => !trial.delivered.includes(day))) {
    for (const time of promptTimes(people, trialDateOf(trial.startsOn, day), partnership.zone)) {
      await unit.ledger.record({
        subject: partnership.id,
        kind: 'prompt',
        occurrence: `trial-${trial.number}-day-${day}${plan}`,
        recipient: time.person,
        refs: { day, trial: trial.number },
        target: { kind: 'partnership', partnership: partnership.id },
        dueAt: time.at,
        intended: time.intended,
        // The final review is never missed: a trial that was lived through deserves its vote.
        windowEndsAt: day === 14 ? null : new Date(time.at.getTime() + PROMPT_WINDOW_HOURS * HOUR_MS),
      });
    }
  }
};

/** Records the next prompt of the steady rhythm, on a local day. */
export const planRhythmPrompt = async (
  unit: Unit,
  partnership: Partnership,
  on: LocalDate,
): Promise<void> => {
  const people = await promptedPeople(unit, partnership);
  for (const time of promptTimes(people, on, partnership.zone)) {
    await unit.ledger.record({
      subject: partnership.id,
      kind: 'rhythm-prompt',
      occurrence: on,
      recipient: time.person,
      target: { kind: 'partnership', partnership: partnership.id },
      dueAt: time.at,
      intended: time.intended,
      windowEndsAt: new Date(time.at.getTime() + PROMPT_WINDOW_HOURS * HOUR_MS),
    });
  }
};
