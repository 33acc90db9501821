import { err, ok } from '@sapphire/result';
import type { Profile } from '#domain/matching/profile';
import { addDays, localDateOf, parseLocalDate } from '#domain/time/local-time';
import type { App, ProfileImprovement } from './app.ts';
import type { Deps } from './deps.ts';
import { memberAsking } from './who-asks.ts';

const SKILLS_AT_MOST = 5;
const SKILL_LENGTH = 40;
/** A profile may rest for a year; after that joining again is a fresh start. */
const PAUSE_DAYS_AT_MOST = 365;

/** Skills typed as one line with commas: trimmed, lower case, without doubles, five at most. */
const skillsIn = (typed: string): string[] =>
  [
    ...new Set(
      typed
        .split(/[,;\n]/)
        .map((skill) => skill.trim().toLocaleLowerCase('en').slice(0, SKILL_LENGTH))
        .filter((skill) => skill !== ''),
    ),
  ].slice(0, SKILLS_AT_MOST);

const improved = (profile: Profile, change: ProfileImprovement): Profile => {
  switch (change.section) {
    case 'styles':
      return { ...profile, styles: change.styles };
    case 'support':
      return { ...profile, supportOffered: change.supportOffered, themes: change.themes };
    case 'skills':
      return {
        ...profile,
        skillsOffered: skillsIn(change.skillsOffered),
        skillsSought: skillsIn(change.skillsSought),
        level: change.level,
        similarLevelMatters: change.similarLevelMatters,
      };
  }
};

const changingProfile =
  <Input>(change: (profile: Profile, input: Input) => Profile | null) =>
  ({ unitOfWork }: Deps) =>
  (actor: Parameters<App['join']>[0], input: Input) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const member = asking.unwrap();
      const profile = change(member.profile, input);
      if (!profile)
        return err({ kind: 'invalid-input', field: 'starred-value', problem: 'not-a-choice' } as const);
      await unit.members.save({ ...member, profile }, member.version);
      return ok({ profile });
    });

/** Stars one of the chosen values; it counts double. */
export const starValue = changingProfile<{ value: Profile['values'][number] }>((profile, { value }) =>
  profile.values.includes(value) ? { ...profile, starred: value } : null,
) satisfies (deps: Deps) => App['starValue'];

/** Saves one of the short forms behind "improve my matches". */
export const improveMatches = changingProfile<ProfileImprovement>(improved) satisfies (
  deps: Deps,
) => App['improveMatches'];

export const viewProfile =
  ({ unitOfWork }: Deps): App['viewProfile'] =>
  (actor) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      return asking.map(({ profile, state }) => ({ profile, state }));
    });

/** Pauses matching until a day typed as `2026-03-29`, in the member's own zone; partnerships go on. */
export const pauseProfile =
  ({ unitOfWork, clock }: Deps): App['pauseProfile'] =>
  (actor, { until }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const member = asking.unwrap();
      const day = parseLocalDate(until);
      if (!day) return err({ kind: 'invalid-input', field: 'date', problem: 'not-a-date' });
      const today = localDateOf(clock.now(), member.profile.zone);
      if (day <= today) return err({ kind: 'invalid-input', field: 'date', problem: 'in-the-past' });
      if (day > addDays(today, PAUSE_DAYS_AT_MOST))
        return err({ kind: 'invalid-input', field: 'date', problem: 'too-far', limit: PAUSE_DAYS_AT_MOST });
      await unit.members.save({ ...member, state: { kind: 'paused', until: day } }, member.version);
      return ok({ until: day });
    });

/** Back in the next round, from a pause or a rest. */
export const resumeProfile =
  ({ unitOfWork }: Deps): App['resumeProfile'] =>
  (actor) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await memberAsking(unit, actor);
      if (asking.isErr()) return err(asking.unwrapErr());
      const member = asking.unwrap();
      await unit.members.save({ ...member, state: { kind: 'active' }, unansweredInARow: 0 }, member.version);
      return ok({ profile: member.profile });
    });
