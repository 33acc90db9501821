import { err, ok, type Result } from '@sapphire/result';
import type { PersonId, ZoneId } from '#domain/ids';
import type { Profile } from '#domain/matching/profile';
import type { Partnership } from '#domain/partnership/partnership';
import type { InputField, Refusal } from '#domain/refusal';
import { parseZone } from '#domain/time/zone';
import type { App, JoinForm } from './app.ts';
import type { Deps } from './deps.ts';
import { planTrialPrompts, promptedPeople } from './plan-prompts.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { communityOf } from './who-asks.ts';

const VALUES_AT_MOST = 5;

const counted = (field: InputField, count: number, most: number): Refusal | null =>
  count === 0
    ? { kind: 'invalid-input', field, problem: 'empty' }
    : count > most
      ? { kind: 'invalid-input', field, problem: 'too-many', limit: most }
      : null;

const read = (form: JoinForm, known: Profile | null): Result<Profile, Refusal> => {
  const zone = parseZone(form.zone);
  if (zone.isErr()) return err(zone.unwrapErr());
  const refusal =
    counted('languages', form.languages.length, 25) ??
    counted('free-times', form.freeTimes.length, 21) ??
    counted('values', form.values.length, VALUES_AT_MOST) ??
    counted('support', form.supportWanted.length, 5);
  if (refusal) return err(refusal);
  return ok({
    zone: zone.unwrap(),
    languages: form.languages,
    freeTimes: [...form.freeTimes].sort((a, b) => a - b),
    values: form.values,
    starred: known?.starred && form.values.includes(known.starred) ? known.starred : null,
    supportWanted: form.supportWanted,
    styles: known?.styles ?? null,
    supportOffered: known?.supportOffered ?? [],
    themes: known?.themes ?? [],
    skillsOffered: known?.skillsOffered ?? [],
    skillsSought: known?.skillsSought ?? [],
    level: known?.level ?? null,
    similarLevelMatters: known?.similarLevelMatters ?? false,
    rhythm: known?.rhythm ?? null,
    channel: known?.channel ?? 'thread',
  });
};

/** When nobody lives in the agreed zone any more, it becomes the mover's; what was not asked yet is planned again. */
const followMove = async (
  unit: Unit,
  partnership: Partnership,
  movedTo: ZoneId,
  plan: string,
): Promise<void> => {
  const people = await promptedPeople(unit, partnership);
  const settled = people.some(({ zone }) => zone === partnership.zone);
  const moved = settled ? partnership : { ...partnership, zone: movedTo };
  if (!settled) await unit.partnerships.save(moved, partnership.version);
  if (partnership.state.kind === 'trial') await planTrialPrompts(unit, moved, plan);
};

/**
 * Opts in, comes back, or changes the five fields: one form for all three. A new member is welcomed
 * where they can be reached; a changed zone or free time plans again what a trial has not asked yet.
 */
export const join = ({ unitOfWork, clock, random }: Deps): App['join'] => {
  return (actor, form) => {
    const newPerson = random.id() as PersonId;
    return unitOfWork.run(actor.guild, async (unit) => {
      const community = await communityOf(unit);
      if (community.isErr()) return err(community.unwrapErr());
      const now = clock.now();
      const person = (await unit.people.personOf(actor.user)) ?? newPerson;
      const known = await unit.members.get(person);
      const profile = read(form, known?.profile ?? null);
      if (profile.isErr()) return err(profile.unwrapErr());
      const again = known !== null && known.state.kind !== 'left';
      if (!known) await unit.people.link(person, actor.user);
      await unit.members.save(
        {
          person,
          guild: actor.guild,
          profile: profile.unwrap(),
          state: again ? known.state : { kind: 'active' },
          locale: actor.locale,
          reach: known?.reach ?? 'dm',
          unansweredInARow: known?.unansweredInARow ?? 0,
          roundsWaited: known?.roundsWaited ?? 0,
          capacity: known?.capacity ?? 1,
          joinedAt: again ? known.joinedAt : now,
          version: known?.version ?? 0,
        },
        known?.version ?? null,
      );
      if (!again) {
        await unit.ledger.record({
          subject: person,
          kind: 'welcome',
          occurrence: String(now.getTime()),
          recipient: person,
          target: { kind: 'person', person },
          dueAt: now,
        });
      } else {
        for (const partnership of await unit.partnerships.liveOf(person))
          await followMove(unit, partnership, profile.unwrap().zone, `-planned-${now.getTime()}`);
      }
      return ok({ profile: profile.unwrap(), again });
    });
  };
};
