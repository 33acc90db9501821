import type { Result } from '@sapphire/result';
import type { CharterText } from '#domain/charter/charter';
import type { PulseAnswer } from '#domain/check-in/check-in';
import type { Member } from '#domain/community/member';
import type {
  ChannelId,
  GuildId,
  LocalDate,
  MessageId,
  PartnershipId,
  ProposalId,
  RoleId,
  RowId,
  UserId,
  VoteId,
} from '#domain/ids';
import type {
  DayPart,
  Language,
  MatchReason,
  Profile,
  Styles,
  Support,
  Theme,
  Value,
} from '#domain/matching/profile';
import type { RoundCertificate } from '#domain/matching/round-certificate';
import type { Partnership } from '#domain/partnership/partnership';
import type { EffectClass, EffectKind, RowState } from '#domain/ledger/ledger-row';
import type { PresetName } from '#domain/preset';
import type { PresetQuestion } from '#domain/proposal/proposal';
import type { Refusal } from '#domain/refusal';
import type { Choice, Level } from '#domain/vote/vote';
import type { Actor } from './actor.ts';
import type { PermissionCheck } from './ports/announcer.ts';
import type { Named, TrialProgress } from './ports/notices.ts';

/** One verb of the product: who, with what, and what came of it or why not. */
export type UseCase<Input, Output> = (actor: Actor, input: Input) => Promise<Result<Output, Refusal>>;

/** The one door into the product; pieces and jobs call nothing else. */
export type App = {
  // A community
  setUp: UseCase<
    { preset: PresetName; facilitatorRole: RoleId | null; roundsRole: RoleId | null },
    { lobby: ChannelId | null; again: boolean }
  >;
  checkSetup: UseCase<Nothing, { checks: PermissionCheck[] }>;

  // Joining
  join: UseCase<JoinForm, { profile: Profile; again: boolean }>;
  starValue: UseCase<{ value: Value }, { profile: Profile }>;
  improveMatches: UseCase<ProfileImprovement, { profile: Profile }>;
  viewProfile: UseCase<Nothing, { profile: Profile; state: Member['state'] }>;
  pauseProfile: UseCase<{ until: string }, { until: LocalDate }>;
  resumeProfile: UseCase<Nothing, { profile: Profile }>;
  leave: UseCase<Nothing, { partnershipsEnded: number }>;
  eraseMe: UseCase<Nothing, { erased: true }>;

  // Matching
  previewRound: UseCase<Nothing, RoundReport>;
  runRound: UseCase<Nothing, RoundReport>;
  answerProposal: UseCase<
    { proposal: ProposalId; answer: 'accept' | 'decline' },
    { state: 'waiting' | 'introduced' | 'declined' }
  >;
  askQuestion: UseCase<{ proposal: ProposalId; question: PresetQuestion }, { asked: PresetQuestion }>;

  // The agreement
  readCharter: UseCase<
    { partnership: PartnershipId },
    { version: number; text: CharterText | null; values: Value[] }
  >;
  writeCharter: UseCase<
    { partnership: PartnershipId; basedOn: number; text: CharterText },
    { version: number }
  >;
  signCharter: UseCase<
    { partnership: PartnershipId; version: number },
    { signedByAll: boolean; trialStartsOn: LocalDate | null }
  >;

  // The trial
  /** Which partnership `/checkin` or a button means; refuses with `which-partnership` when it could be several. */
  findPartnership: UseCase<{ partnership: PartnershipId | null }, { partnership: PartnershipId }>;
  checkIn: UseCase<{ partnership: PartnershipId; form: CheckInForm }, { posted: true }>;
  minimumCheckIn: UseCase<{ partnership: PartnershipId }, { posted: true }>;
  pulse: UseCase<{ partnership: PartnershipId; answer: PulseAnswer }, { answer: PulseAnswer }>;
  countAsCheckIn: UseCase<{ message: MessageId; author: UserId }, { again: boolean }>;
  restAWeek: UseCase<{ partnership: PartnershipId }, { until: LocalDate }>;
  rateSupport: UseCase<
    { partnership: PartnershipId; rating: 'supported' | 'pressured' },
    { rating: 'supported' | 'pressured' }
  >;
  /** Who can be talked to in private about a partnership; nobody is told that it was asked. */
  findFacilitator: UseCase<{ partnership: PartnershipId }, { facilitatorRole: RoleId | null }>;
  castBallot: UseCase<
    { vote: VoteId; choice: Choice; energy: Level; momentum: Level; reason: string | null },
    { changed: boolean; closesAt: Date }
  >;
  resumePartnership: UseCase<{ partnership: PartnershipId }, { resumed: true }>;
  choosePauseEnd: UseCase<{ partnership: PartnershipId; days: 7 | 14 | 21 | 28 }, { until: LocalDate }>;
  endPartnership: UseCase<{ partnership: PartnershipId }, { ended: true }>;
  viewPartnership: UseCase<{ partnership: PartnershipId }, PartnershipView>;
  viewOutcomes: UseCase<Nothing, OutcomesView>;

  // The ledger; these two are called by jobs, not by people
  /** Resolves to what came of the row, or null when there was nothing to do here and now. */
  deliverEffect(guild: GuildId, row: RowId): Promise<Delivered | null>;
  /** Wakes what is overdue in every community; returns how many rows it handed on. */
  sweep(): Promise<number>;
};

/** How one attempt at a ledger row ended, and how long after its due instant. */
export type Delivered = { kind: EffectKind; class: EffectClass; state: RowState; lateMs: number };

/** No input. */
export type Nothing = Record<string, never>;

/** The joining form as typed by a person, bounded but not yet judged: the zone may be a city's name. */
export type JoinForm = {
  zone: string;
  languages: Language[];
  freeTimes: DayPart[];
  values: Value[];
  supportWanted: Support[];
};

export type ProfileImprovement =
  | { section: 'styles'; styles: Styles }
  | { section: 'support'; supportOffered: Support[]; themes: Theme[] }
  | {
      section: 'skills';
      skillsOffered: string;
      skillsSought: string;
      level: 1 | 2 | 3 | 4 | 5 | null;
      similarLevelMatters: boolean;
    };

export type CheckInForm = {
  progress: string;
  blockers: string;
  feeling: string;
  supportWanted: Support | null;
};

/** A round, previewed or run: who with whom and why, and who waits and why; nobody's answers. */
export type RoundReport = {
  pairs: { members: [Named, Named]; reason: MatchReason }[];
  left: {
    who: Named;
    why: 'odd-one-out' | 'nobody-feasible' | 'no-thread-left';
    /** The pair that would take them best, if all three like the idea. */
    trio: [Named, Named] | null;
  }[];
  available: number;
  seed: number;
  /** What is proven of these pairs; null where some that were found are not among them. */
  certificate: RoundCertificate | null;
};

export type PartnershipView = {
  partnership: PartnershipId;
  members: Named[];
  you: Named;
  state: Partnership['state'];
  progress: TrialProgress | null;
  charterVersion: number;
  waitingForYou: 'sign' | 'vote' | null;
  thread: ChannelId | null;
  reason: MatchReason;
};

/** Whole months, and nothing at all before five distinct people stand behind a number. */
export type OutcomesView = {
  months: {
    month: string;
    trials: number;
    continued: number;
    tweaked: number;
    paused: number;
    supported: number;
    pressured: number;
    checkInsPerTrial: number;
  }[];
};
