import type { CheckInId, LocalDate, PersonId, VoteId } from '#domain/ids';
import type { LedgerRow } from '#domain/ledger/ledger-row';
import type { Ending, Partnership } from '#domain/partnership/partnership';
import { addDays, HOUR_MS } from '#domain/time/local-time';
import type { Choice, Level } from '#domain/vote/vote';
import type { Deps } from '../deps.ts';
import { allNamed, named } from '../named.ts';
import { planRhythmPrompt } from '../plan-prompts.ts';
import type { Unit } from '../ports/unit-of-work.ts';
import { trialProgress } from '../trial-progress.ts';
import type { Effect } from './effect.ts';
import { opener, partnershipOf } from './meeting-effects.ts';

import { askingNow, preparePrompt, promptDelivered } from './prompting.ts';
import { withPingLeft } from './with-ping-left.ts';

const over = { do: 'drop', because: 'over' } as const;

/** The rhythm goes on whatever became of one prompt: sent, missed, or left out because everybody rested. */
const planNextRhythmPrompt = async (unit: Unit, row: LedgerRow, { presets }: Deps): Promise<void> => {
  const partnership = await partnershipOf(unit, row.subject);
  if (partnership?.state.kind !== 'steady') return;
  const waiting = (await unit.ledger.waitingOf(row.subject)).some(
    (other) => other.kind === 'rhythm-prompt' && other.occurrence > row.occurrence,
  );
  if (!waiting)
    await planRhythmPrompt(
      unit,
      partnership,
      addDays(row.occurrence as LocalDate, presets[partnership.preset].rhythmDays),
    );
};

/** From the checklist to the result, and the rhythm after it. */
export const trialEffects = {
  checklist: {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      const progress = partnership && (await trialProgress(unit, partnership));
      return progress
        ? {
            do: 'say',
            notice: { kind: 'checklist', progress },
            people: [],
            pin: true,
            remember: { kind: 'checklist', partnership: partnership.id },
          }
        : over;
    },
  },
  'checklist-edit': {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      const progress = partnership && (await trialProgress(unit, partnership));
      return progress
        ? {
            do: 'redraw',
            notice: { kind: 'checklist', progress },
            place: { kind: 'checklist', partnership: partnership.id },
          }
        : over;
    },
  },
  prompt: { prepare: preparePrompt, delivered: promptDelivered },
  'vote-extension': {
    prepare: async (unit, row, { clock }) => {
      const vote = await unit.votes.get(row.subject as VoteId);
      if (!vote || vote.state === 'closed') return over;
      const partnership = await partnershipOf(unit, vote.partnership);
      if (!partnership) return over;
      return {
        do: 'say',
        notice: { kind: 'vote-extension', vote: vote.id, closesAt: vote.closesAt },
        // Everybody is addressed, so that nobody can tell who has voted.
        people: await withPingLeft(unit, row, partnership.members, clock.now()),
      };
    },
  },
  'vote-result': {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (!partnership) return over;
      const { result, bySilence, next, energy, momentum } = row.refs;
      return {
        do: 'say',
        notice: {
          kind: 'vote-result',
          partnership: partnership.id,
          result: result as Choice,
          bySilence: bySilence === 1,
          mood: energy === 0 ? null : { energy: energy as Level, momentum: momentum as Level },
          next: next === '' ? null : (next as LocalDate),
        },
        people: partnership.members,
      };
    },
  },
  're-entry': {
    prepare: async (unit, row, { clock }) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (!partnership) return over;
      return {
        do: 'say',
        notice: {
          kind: 're-entry',
          partnership: partnership.id,
          to: await allNamed(unit, partnership.members),
        },
        people: await withPingLeft(unit, row, partnership.members, clock.now()),
      };
    },
  },
  farewell: {
    prepare: async (_unit, row) => ({
      do: 'say',
      notice: {
        kind: 'farewell',
        partnership: row.subject as Partnership['id'],
        ending: row.refs['ending'] as Ending,
      },
      people: [],
    }),
  },
  dissolved: { prepare: async () => ({ do: 'say', notice: { kind: 'dissolved' }, people: [] }) },
  'partner-left': { prepare: async () => ({ do: 'say', notice: { kind: 'partner-left' }, people: [] }) },
  'rhythm-prompt': {
    ended: planNextRhythmPrompt,
    prepare: async (unit, row, { clock }, { wrote }) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (partnership?.state.kind !== 'steady') return over;
      const now = clock.now();
      const asking = await askingNow(unit, row, partnership, now);
      if (asking.kind === 'not-now') return asking.preparation;
      const to = await allNamed(unit, asking.people);
      const quiet = to
        .filter(({ user }) => user === null || !wrote.includes(user))
        .map(({ person }) => person);
      return {
        do: 'say',
        notice: {
          kind: 'rhythm-prompt',
          partnership: partnership.id,
          to,
          opens: await named(unit, opener(partnership, Math.floor(row.dueAt.getTime() / (7 * 24 * HOUR_MS)))),
          softReEntry: asking.softReEntry,
        },
        // Who has been talking here is not pinged as well: any message is presence.
        people: await withPingLeft(unit, row, quiet, now),
      };
    },
  },
  'check-in': {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      const checkIn = await unit.checkIns.get(row.refs['checkIn'] as CheckInId);
      if (!partnership || !checkIn) return over;
      return {
        do: 'say',
        notice: {
          kind: 'check-in',
          partnership: partnership.id,
          from: await named(unit, checkIn.person),
          what: checkIn.what,
        },
        people: [],
      };
    },
  },
  rest: {
    prepare: async (unit, row) => ({
      do: 'say',
      notice: {
        kind: 'rest',
        who: await named(unit, row.refs['who'] as PersonId),
        until: row.refs['until'] as LocalDate,
      },
      people: [],
    }),
  },
  'facilitator-note': {
    prepare: async (_unit, row) => ({
      do: 'say',
      notice: { kind: 'facilitator-note', what: row.refs['what'] as 'no-permission' | 'thread-gone' },
      people: [],
    }),
  },
} satisfies Record<string, Effect>;
