import { createCustomIds } from '#discord/custom-ids';
import type { ViewContext } from '#discord/views/message-body';
import { en } from '#discord/words/en';
import type { CharterText } from '#domain/charter/charter';
import type {
  GuildId,
  LocalDate,
  PartnershipId,
  PersonId,
  ProposalId,
  UserId,
  VoteId,
  ZoneId,
} from '#domain/ids';
import {
  LANGUAGES,
  SUPPORTS,
  THEMES,
  VALUES,
  type MatchReason,
  type Profile,
} from '#domain/matching/profile';
import type { Named, TrialProgress } from '#use-cases/ports/notices';

export const guild = '1111111111111111111' as GuildId;
export const partnership = 'PARTNERSHIPAAAAA' as PartnershipId;
export const proposal = 'PROPOSALAAAAAAAA' as ProposalId;
export const vote = 'VOTEAAAAAAAAAAAA' as VoteId;
export const now = new Date('2026-03-27T10:00:00Z');
export const closesAt = new Date('2026-03-30T10:00:00Z');
export const date = (text: string) => text as LocalDate;

export const context: ViewContext = {
  words: en,
  ids: createCustomIds([{ id: 'test', key: Buffer.alloc(32, 7) }]).mint,
  guild,
};

export const ana: Named = { person: 'PERSONANA' as PersonId, user: '2222222222222222222' as UserId };
export const ben: Named = { person: 'PERSONBEN' as PersonId, user: '3333333333333333333' as UserId };
export const gone: Named = { person: 'PERSONGONE' as PersonId, user: null };
export const berlin = 'Europe/Berlin' as ZoneId;
export const kolkata = 'Asia/Kolkata' as ZoneId;

export const reason = (skill: string): MatchReason => ({
  sharedValues: VALUES.slice(0, 5),
  sharedStar: 'honesty',
  difference: { kind: 'skill', skill, from: ben.person },
  sharedThemes: [...THEMES],
  languages: [...LANGUAGES],
  sharedHours: 168,
  meetAtUtcHours: [0, 90, 167],
});
export const bareReason: MatchReason = {
  sharedValues: [],
  sharedStar: null,
  difference: null,
  sharedThemes: [],
  languages: [],
  sharedHours: 1,
  meetAtUtcHours: [],
};

export const charterText = (text: string): CharterText => ({
  values: text,
  norms: text,
  setback: text,
  lifeEvents: text,
  celebrate: text,
});

export const progress: TrialProgress = {
  startsOn: date('2026-03-20'),
  days: [
    { day: 1, on: date('2026-03-20'), done: true },
    { day: 3, on: date('2026-03-22'), done: true },
    { day: 7, on: date('2026-03-26'), done: false },
    { day: 14, on: date('2026-04-02'), done: false },
  ],
  checkIns: 5,
  ended: false,
};

export const profile = (text: string): Profile => ({
  zone: berlin,
  languages: [...LANGUAGES],
  freeTimes: Array.from({ length: 21 }, (_, part) => part),
  values: VALUES.slice(0, 5),
  starred: 'honesty',
  supportWanted: [...SUPPORTS],
  styles: { structuredFlexible: -2, drivingReflective: 0, visionaryMethodical: 2 },
  supportOffered: [...SUPPORTS],
  themes: [...THEMES],
  skillsOffered: Array.from({ length: 30 }, () => text),
  skillsSought: Array.from({ length: 30 }, () => text),
  level: 3,
  similarLevelMatters: true,
  rhythm: 'weekly',
  channel: 'thread',
});

export const bareProfile: Profile = {
  ...profile(''),
  values: [],
  starred: null,
  styles: null,
  supportOffered: [],
  themes: [],
  skillsOffered: [],
  skillsSought: [],
  level: null,
  similarLevelMatters: false,
  rhythm: null,
};
