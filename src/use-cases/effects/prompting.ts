import type { LocalDate, PersonId, VoteId } from '#domain/ids';
import type { LedgerRow } from '#domain/ledger/ledger-row';
import type { Partnership } from '#domain/partnership/partnership';
import { addDays, HOUR_MS, instantAt, localDateOf } from '#domain/time/local-time';
import { nextWakingHour } from '#domain/trial/prompt-time';
import { PROMPT_SPACING_HOURS, TRIAL_DAYS, type TrialDay } from '#domain/trial/trial-plan';
import { VOTE_WINDOW_MS } from '#domain/vote/vote-window';
import type { Deps } from '../deps.ts';
import { allNamed, named } from '../named.ts';
import { promptedPeople } from '../plan-prompts.ts';
import type { Unit } from '../ports/unit-of-work.ts';
import { trialProgress } from '../trial-progress.ts';
import type { Effect, Preparation } from './effect.ts';
import { opener, partnershipOf } from './meeting-effects.ts';
import { withPingLeft } from './with-ping-left.ts';

const over = { do: 'drop', because: 'over' } as const;

/** From this on a prompt says that it comes later than promised. */
const LATE_MS = HOUR_MS;

export const isResting = ({ resting }: Partnership, person: PersonId, today: LocalDate): boolean =>
  resting.some((rest) => rest.person === person && rest.until >= today);

/** Whether a rest of theirs ended since the thread was last asked: the first prompt then is a soft re-entry. */
const comesBack = (
  { resting, trial }: Partnership,
  person: PersonId,
  today: LocalDate,
  zone: Partnership['zone'],
): boolean =>
  resting.some(
    (rest) =>
      rest.person === person &&
      rest.until < today &&
      (!trial?.lastPromptAt || rest.until >= localDateOf(trial.lastPromptAt, zone)),
  );

type Asking =
  | { kind: 'not-now'; preparation: Preparation }
  | { kind: 'ask'; people: PersonId[]; late: boolean; softReEntry: boolean };

/**
 * Whom a prompt may ask right now, by the rules every prompt shares: who rests is left in peace, nobody is
 * asked at night, a late prompt says so, and one that is too late is missed and folded into the next.
 */
export const askingNow = async (
  unit: Unit,
  row: LedgerRow,
  partnership: Partnership,
  now: Date,
): Promise<Asking> => {
  const notNow = (preparation: Preparation): Asking => ({ kind: 'not-now', preparation });
  const today = localDateOf(now, partnership.zone);
  const recipients = row.recipient ? [row.recipient] : partnership.members;
  const people = recipients.filter((person) => !isResting(partnership, person, today));
  if (people.length === 0) return notNow({ do: 'drop', because: 'resting' });
  if (row.windowEndsAt && now > row.windowEndsAt) return notNow({ do: 'miss' });
  const late = now.getTime() - row.dueAt.getTime() > LATE_MS;
  if (late) {
    const asked = (await promptedPeople(unit, partnership)).filter(({ person }) => people.includes(person));
    const until = nextWakingHour(asked, now);
    if (until > now) return notNow({ do: 'wait', until, because: 'night' });
  }
  return {
    kind: 'ask',
    people,
    late,
    softReEntry: people.some((person) => comesBack(partnership, person, today, partnership.zone)),
  };
};

/** The vote that day 14 opens, made before the message that names it; delivered again, it is the same vote. */
const openVote = async (unit: Unit, partnership: Partnership, row: LedgerRow, now: Date) => {
  const known = await unit.votes.openOf(partnership.id);
  if (known) return known;
  const vote = {
    // One vote for a trial, whichever of its prompts comes first.
    id: row.id.slice(0, 16) as string as VoteId,
    guild: unit.guild,
    partnership: partnership.id,
    trial: partnership.trial!.number,
    openedAt: now,
    closesAt: new Date(now.getTime() + VOTE_WINDOW_MS),
    extended: false,
    state: 'open' as const,
    version: 0,
  };
  await unit.votes.save(vote, null);
  return vote;
};

export const preparePrompt = async (
  unit: Unit,
  row: LedgerRow,
  { clock, presets }: Deps,
): Promise<Preparation> => {
  const partnership = await partnershipOf(unit, row.subject);
  const trial = partnership?.trial;
  if (!trial || partnership.state.kind !== 'trial' || trial.number !== row.refs['trial']) return over;
  const day = row.refs['day'] as TrialDay;
  if (row.recipient === null && trial.delivered.includes(day))
    return { do: 'drop', because: 'already asked' };
  const now = clock.now();
  const resting = partnership.resting.filter(({ until }) => until >= localDateOf(now, partnership.zone));
  if (day === 14 && resting.length > 0) {
    // A rest is never counted as silence: the vote waits for everybody.
    const lastDay = resting
      .map(({ until }) => until)
      .sort()
      .at(-1)!;
    const hour = row.intended?.hour ?? 12;
    return { do: 'wait', until: instantAt(addDays(lastDay, 1), hour, partnership.zone), because: 'resting' };
  }
  const earliest = (trial.lastPromptAt?.getTime() ?? 0) + PROMPT_SPACING_HOURS * HOUR_MS;
  if (!trial.delivered.includes(day) && earliest > now.getTime())
    return { do: 'wait', until: new Date(earliest), because: 'spacing' };
  const asking = await askingNow(unit, row, partnership, now);
  if (asking.kind === 'not-now') return asking.preparation;
  const vote = day === 14 ? await openVote(unit, partnership, row, now) : null;
  return {
    do: 'say',
    notice: {
      kind: 'prompt',
      partnership: partnership.id,
      day,
      to: await allNamed(unit, asking.people),
      late: asking.late,
      softReEntry: asking.softReEntry,
      wellBeing: presets[partnership.preset].wellBeing,
      opens: await named(unit, opener(partnership, TRIAL_DAYS.indexOf(day))),
      progress: (await trialProgress(unit, partnership))!,
      vote: vote && { id: vote.id, closesAt: vote.closesAt },
    },
    people: await withPingLeft(unit, row, asking.people, now),
  };
};

export const promptDelivered: NonNullable<Effect['delivered']> = async (unit, row, _done, { clock }) => {
  const partnership = await partnershipOf(unit, row.subject);
  if (!partnership?.trial) return;
  const now = clock.now();
  const day = row.refs['day'] as TrialDay;
  const first = !partnership.trial.delivered.includes(day);
  await unit.partnerships.save(
    {
      ...partnership,
      trial: {
        ...partnership.trial,
        delivered: first ? [...partnership.trial.delivered, day] : partnership.trial.delivered,
        lastPromptAt: now,
      },
    },
    partnership.version,
  );
  if (!first) return;
  await unit.ledger.record({
    subject: partnership.id,
    kind: 'checklist-edit',
    occurrence: `trial-${partnership.trial.number}-day-${day}`,
    target: row.target,
    dueAt: now,
  });
  const vote = day === 14 ? await unit.votes.openOf(partnership.id) : null;
  if (!vote) return;
  const closesAt = new Date(now.getTime() + VOTE_WINDOW_MS);
  const everybodyVoted = (await unit.votes.ballots(vote.id)).length === partnership.members.length;
  await unit.votes.save(
    { ...vote, openedAt: now, closesAt: everybodyVoted ? vote.closesAt : closesAt },
    vote.version,
  );
  await unit.ledger.record({
    subject: vote.id,
    kind: 'close-vote',
    target: { kind: 'none' },
    dueAt: everybodyVoted ? vote.closesAt : closesAt,
  });
};
