import type { PartnershipId, PersonId, ProposalId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { PresetQuestion } from '#domain/proposal/proposal';
import { CHARTER_DAYS } from '#domain/charter/signing';
import { DAY_MS } from '#domain/time/local-time';
import { allNamed, named } from '../named.ts';
import type { NoticeOf } from '../ports/notices.ts';
import type { Unit } from '../ports/unit-of-work.ts';
import type { Effect } from './effect.ts';
import { withPingLeft } from './with-ping-left.ts';

const over = { do: 'drop', because: 'over' } as const;

export const partnershipOf = async (unit: Unit, id: string): Promise<Partnership | null> => {
  const partnership = await unit.partnerships.get(id as PartnershipId);
  return partnership && partnership.state.kind !== 'ended' ? partnership : null;
};

/** Pairs alternate who opens: the first, then the second, and so on. */
export const opener = (partnership: Partnership, turn: number): PersonId =>
  partnership.members[turn % partnership.members.length]!;

const charterNotice = async (unit: Unit, partnership: Partnership): Promise<NoticeOf<'charter'>> => {
  const { charter, members } = partnership;
  return {
    kind: 'charter',
    partnership: partnership.id,
    version: charter.version,
    author: charter.author && (await named(unit, charter.author)),
    text: charter.text,
    values: partnership.reason.sharedValues,
    signedBy: await allNamed(unit, charter.signedBy),
    waitingFor: await allNamed(
      unit,
      members.filter((person) => !charter.signedBy.includes(person)),
    ),
    trialStartsOn: partnership.state.kind === 'trial' ? partnership.trial!.startsOn : null,
  };
};

/** From the welcome to the signed charter. */
export const meetingEffects = {
  'joining-panel': {
    prepare: async () => ({
      do: 'say',
      notice: { kind: 'joining-panel' },
      people: [],
      pin: true,
      remember: { kind: 'panel' },
    }),
  },
  welcome: {
    prepare: async (unit, row) => {
      const member = await unit.members.get(row.recipient!);
      if (!member || member.state.kind === 'left') return over;
      return {
        do: 'say',
        notice: { kind: 'welcome', where: member.reach },
        people: [member.person],
      };
    },
  },
  proposal: {
    prepare: async (unit, row, { clock }) => {
      const proposal = await unit.proposals.get(row.subject as ProposalId);
      if (proposal?.state !== 'open') return over;
      const you = row.recipient!;
      const other = proposal.members.find((person) => person !== you)!;
      const [mine, theirs] = [await unit.members.get(you), await unit.members.get(other)];
      if (!mine || !theirs || theirs.state.kind === 'left') return over;
      // An offer is a day's one ping, and comes even where another was faster: it waits for 72 hours only.
      await withPingLeft(unit, row, [you], clock.now());
      return {
        do: 'say',
        notice: {
          kind: 'proposal',
          proposal: proposal.id,
          you: await named(unit, you),
          other: await named(unit, other),
          reason: proposal.reason,
          zones: { you: mine.profile.zone, other: theirs.profile.zone },
          closesAt: proposal.closesAt,
          now: clock.now(),
        },
        people: [you],
      };
    },
  },
  'proposal-question': {
    prepare: async (unit, row) => {
      const proposal = await unit.proposals.get(row.subject as ProposalId);
      if (proposal?.state !== 'open') return over;
      return {
        do: 'say',
        notice: {
          kind: 'proposal-question',
          proposal: proposal.id,
          from: await named(unit, row.refs['from'] as PersonId),
          question: row.refs['question'] as PresetQuestion,
        },
        people: [row.recipient!],
      };
    },
  },
  'proposal-closed': {
    prepare: async (unit, row) => ({
      do: 'say',
      notice: { kind: 'proposal-closed', other: await named(unit, row.refs['other'] as PersonId) },
      people: [row.recipient!],
    }),
  },
  'profile-resting': {
    prepare: async (_unit, row) => ({
      do: 'say',
      notice: { kind: 'profile-resting' },
      people: [row.recipient!],
    }),
  },
  'why-card': {
    prepare: async (unit, row, { clock }) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (!partnership) return over;
      const members = [];
      for (const person of partnership.members) {
        const member = await unit.members.get(person);
        if (member) members.push({ ...(await named(unit, person)), zone: member.profile.zone });
      }
      return {
        do: 'say',
        notice: {
          kind: 'why-card',
          members,
          reason: partnership.reason,
          opens: await named(unit, opener(partnership, 0)),
          now: clock.now(),
        },
        people: partnership.members,
      };
    },
  },
  charter: {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (!partnership) return over;
      return {
        do: 'say',
        notice: await charterNotice(unit, partnership),
        people: [],
        pin: true,
        remember: { kind: 'charter', partnership: partnership.id },
      };
    },
  },
  'charter-edit': {
    prepare: async (unit, row) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (!partnership) return over;
      return {
        do: 'redraw',
        notice: await charterNotice(unit, partnership),
        place: { kind: 'charter', partnership: partnership.id },
      };
    },
  },
  'charter-reminder': {
    prepare: async (unit, row, { clock }, { wrote }) => {
      const partnership = await partnershipOf(unit, row.subject);
      if (partnership?.state.kind !== 'agreeing') return over;
      const waitingFor = await allNamed(
        unit,
        partnership.members.filter((person) => !partnership.charter.signedBy.includes(person)),
      );
      // Any message is presence: somebody who is talking in the thread needs no nudge.
      const quiet = waitingFor.filter(({ user }) => user === null || !wrote.includes(user));
      if (quiet.length === 0) return { do: 'drop', because: 'present' };
      return {
        do: 'say',
        notice: {
          kind: 'charter-reminder',
          partnership: partnership.id,
          waitingFor,
          dissolvesAt: new Date(row.dueAt.getTime() + (CHARTER_DAYS - 3) * DAY_MS),
        },
        people: await withPingLeft(
          unit,
          row,
          quiet.map(({ person }) => person),
          clock.now(),
        ),
      };
    },
  },
} satisfies Record<string, Effect>;
