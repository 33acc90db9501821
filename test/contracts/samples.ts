import { randomBytes } from 'node:crypto';
import { ok } from '@sapphire/result';
import type { CheckIn } from '#domain/check-in/check-in';
import type { Community } from '#domain/community/community';
import type { Member } from '#domain/community/member';
import type {
  ChannelId,
  CheckInId,
  GuildId,
  LocalDate,
  PartnershipId,
  PersonId,
  ProposalId,
  RoundId,
  VoteId,
  ZoneId,
} from '#domain/ids';
import type { NewEffect } from '#domain/ledger/ledger-row';
import type { MatchReason, Profile } from '#domain/matching/profile';
import type { Partnership } from '#domain/partnership/partnership';
import type { Proposal } from '#domain/proposal/proposal';
import type { Outcome } from '#domain/vote/outcome';
import type { Ballot, Vote } from '#domain/vote/vote';
import type { Round } from '#use-cases/ports/rounds';
import type { Unit, UnitOfWork } from '#use-cases/ports/unit-of-work';

/** A fresh id: suites share one database, and each test keeps to a guild and ids of its own. */
export const anId = <Id extends string>(): Id => randomBytes(8).toString('hex') as Id;

/** Runs one unit that is not meant to be refused, and answers what it returned. */
export async function inUnit<T>(
  unitOfWork: UnitOfWork,
  guild: GuildId,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  return (await unitOfWork.run(guild, async (unit) => ok(await work(unit)))).unwrap();
}

export const NOW = new Date('2026-03-02T09:00:00Z');
export const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

export const aProfile: Profile = {
  zone: 'Europe/Berlin' as ZoneId,
  languages: ['en', 'de'],
  freeTimes: [0, 4, 20],
  values: ['kindness', 'growth'],
  starred: 'growth',
  supportWanted: ['listen'],
  styles: { structuredFlexible: -1, drivingReflective: 0, visionaryMethodical: 2 },
  supportOffered: [],
  themes: ['writing'],
  skillsOffered: ['French'],
  skillsSought: [],
  level: null,
  similarLevelMatters: false,
  rhythm: null,
  channel: 'thread',
};

export const aReason = (from: PersonId): MatchReason => ({
  sharedValues: ['growth'],
  sharedStar: null,
  difference: { kind: 'skill', skill: 'French', from },
  sharedThemes: [],
  languages: ['en'],
  sharedHours: 6,
  meetAtUtcHours: [8, 33],
});

export const aCommunity = (guild: GuildId): Community => ({
  guild,
  preset: 'soft',
  locale: 'en-US',
  lobby: anId<ChannelId>(),
  circlesCategory: null,
  facilitatorRole: null,
  roundsRole: null,
  threadBudget: 700,
  setUpAt: NOW,
  version: 1,
});

export const aMember = (guild: GuildId, changes: Partial<Member> = {}): Member => ({
  person: anId<PersonId>(),
  guild,
  profile: aProfile,
  state: { kind: 'active' },
  locale: 'en-US',
  reach: 'dm',
  unansweredInARow: 0,
  roundsWaited: 0,
  capacity: 1,
  joinedAt: NOW,
  version: 1,
  ...changes,
});

export const twoPeople = (): [PersonId, PersonId] => [anId<PersonId>(), anId<PersonId>()];

export function aProposal(guild: GuildId, changes: Partial<Proposal> = {}): Proposal {
  const members = changes.members ?? twoPeople();
  return {
    id: anId<ProposalId>(),
    guild,
    round: null,
    members,
    reason: aReason(members[0]),
    answers: [{ person: members[0], answer: 'accept', at: NOW }],
    questions: [{ from: members[1], question: 'how-often' }],
    proposedAt: NOW,
    closesAt: later(72),
    state: 'open',
    version: 1,
    ...changes,
  };
}

export function aPartnership(guild: GuildId, changes: Partial<Partnership> = {}): Partnership {
  const members = changes.members ?? twoPeople();
  const [first] = members;
  return {
    id: anId<PartnershipId>(),
    guild,
    proposal: anId<ProposalId>(),
    preset: 'soft',
    members,
    reason: aReason(first!),
    locale: 'en-US',
    zone: 'Europe/Berlin' as ZoneId,
    charter: {
      version: 2,
      author: first!,
      text: {
        values: 'We mean well.',
        norms: 'Twice a week — by message.',
        setback: 'Information, not failure.',
        lifeEvents: 'Moving house',
        celebrate: 'Cake 🍰',
      },
      signedBy: [first!],
      signedAt: null,
    },
    state: { kind: 'trial' },
    trial: {
      number: 1,
      tweaksInARow: 0,
      startsOn: '2026-03-03' as LocalDate,
      delivered: [1, 3],
      lastPromptAt: NOW,
      ratings: [{ person: first!, rating: 'supported' }],
    },
    resting: [{ person: first!, until: '2026-03-09' as LocalDate }],
    formedAt: NOW,
    version: 1,
    ...changes,
  };
}

export const aVote = (guild: GuildId, changes: Partial<Vote> = {}): Vote => ({
  id: anId<VoteId>(),
  guild,
  partnership: anId<PartnershipId>(),
  trial: 1,
  openedAt: NOW,
  closesAt: later(48),
  extended: false,
  state: 'open',
  version: 1,
  ...changes,
});

export const aBallot = (vote: VoteId, person: PersonId, changes: Partial<Ballot> = {}): Ballot => ({
  vote,
  person,
  choice: 'continue',
  energy: 4,
  momentum: 3,
  reason: 'It helps me to be asked.',
  castAt: NOW,
  ...changes,
});

export const aCheckIn = (guild: GuildId, changes: Partial<CheckIn> = {}): CheckIn => ({
  id: anId<CheckInId>(),
  guild,
  partnership: anId<PartnershipId>(),
  person: anId<PersonId>(),
  at: NOW,
  what: {
    kind: 'micro',
    progress: 'Wrote two pages.',
    blockers: 'Noise',
    feeling: 'steady',
    supportWanted: 'listen',
  },
  ...changes,
});

export const anOutcome = (guild: GuildId, changes: Partial<Outcome> = {}): Outcome => ({
  id: anId<VoteId>(),
  guild,
  partnership: anId<PartnershipId>(),
  trial: 1,
  result: 'tweak',
  bySilence: false,
  members: 2,
  ratings: { supported: 2, pressured: 0 },
  energy: [3, 4],
  momentum: [2, 5],
  checkIns: 6,
  closedAt: NOW,
  ...changes,
});

export function aRound(changes: Partial<Round> = {}): Round {
  const members = twoPeople();
  return {
    id: anId<RoundId>(),
    seed: 4_000_000_000,
    on: '2026-11-21' as LocalDate,
    ranAt: NOW,
    pool: members.map((person) => ({ person, profile: aProfile, roundsWaited: 1, apartFrom: [] })),
    weights: {
      values: 3000,
      styles: 1500,
      support: 1500,
      themes: 1500,
      skills: 1000,
      overlap: 1000,
      rhythm: 500,
    },
    pairs: [{ members, score: 5_321, reason: aReason(members[0]) }],
    left: [anId()],
    certificate: { matched: 2, score: 5_321, gap: 12.5, matchings: [{ primal: 35_323, dual: 35_323 }] },
    ...changes,
  };
}

export const anEffect = (changes: Partial<NewEffect> = {}): NewEffect => ({
  subject: anId<string>(),
  kind: 'checklist',
  target: { kind: 'lobby' },
  dueAt: NOW,
  ...changes,
});
