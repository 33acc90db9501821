import { err, ok, type Result } from '@sapphire/result';
import type { Community } from '#domain/community/community';
import type { Member } from '#domain/community/member';
import type { PartnershipId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { Refusal } from '#domain/refusal';
import type { Actor } from './actor.ts';
import type { Unit } from './ports/unit-of-work.ts';

/** The community the actor asks in; refuses before `/setup start`. */
export const communityOf = async (unit: Unit): Promise<Result<Community, Refusal>> => {
  const community = await unit.communities.get();
  return community ? ok(community) : err({ kind: 'not-set-up' });
};

/** The member who asks, with the locale of this interaction remembered; refuses outsiders and those who left. */
export const memberAsking = async (unit: Unit, actor: Actor): Promise<Result<Member, Refusal>> => {
  const community = await communityOf(unit);
  if (community.isErr()) return err(community.unwrapErr());
  const person = await unit.people.personOf(actor.user);
  const member = person && (await unit.members.get(person));
  if (!member || member.state.kind === 'left') return err({ kind: 'not-a-member' });
  if (member.locale === actor.locale) return ok(member);
  await unit.members.save({ ...member, locale: actor.locale }, member.version);
  return ok((await unit.members.get(member.person))!);
};

/** The member who asks and the partnership they are in; anybody else's partnership is refused as not for them. */
export const partnerAsking = async (
  unit: Unit,
  actor: Actor,
  id: PartnershipId,
): Promise<Result<{ member: Member; partnership: Partnership }, Refusal>> => {
  const asking = await memberAsking(unit, actor);
  if (asking.isErr()) return err(asking.unwrapErr());
  const member = asking.unwrap();
  const partnership = await unit.partnerships.get(id);
  if (!partnership) return err({ kind: 'not-found', what: 'partnership' });
  if (!partnership.members.includes(member.person)) return err({ kind: 'not-for-you' });
  return ok({ member, partnership });
};

/** Like `partnerAsking`, for what only makes sense before the farewell. */
export const livePartnerAsking = async (
  unit: Unit,
  actor: Actor,
  id: PartnershipId,
): Promise<Result<{ member: Member; partnership: Partnership }, Refusal>> => {
  const asking = await partnerAsking(unit, actor, id);
  return asking.isOk() && asking.unwrap().partnership.state.kind === 'ended'
    ? err({ kind: 'not-found', what: 'partnership' })
    : asking;
};

/** Owner, Administrator or Manage Server. */
export const adminAsking = (actor: Actor): Result<void, Refusal> =>
  actor.manages ? ok(undefined) : err({ kind: 'not-allowed', needs: 'admin' });

/** An admin, or somebody with the rounds grant. */
export const roundsAsking = async (unit: Unit, actor: Actor): Promise<Result<Community, Refusal>> => {
  const community = await communityOf(unit);
  if (community.isErr()) return community;
  const { roundsRole } = community.unwrap();
  const granted = actor.manages || (roundsRole !== null && actor.roles.includes(roundsRole));
  return granted ? community : err({ kind: 'not-allowed', needs: 'rounds-grant' });
};

/** An admin or a facilitator. */
export const facilitatorAsking = async (unit: Unit, actor: Actor): Promise<Result<Community, Refusal>> => {
  const community = await communityOf(unit);
  if (community.isErr()) return community;
  const { facilitatorRole } = community.unwrap();
  const granted = actor.manages || (facilitatorRole !== null && actor.roles.includes(facilitatorRole));
  return granted ? community : err({ kind: 'not-allowed', needs: 'facilitator' });
};
