import type {
  ChannelId,
  GuildId,
  LocalDate,
  MessageId,
  PartnershipId,
  PersonId,
  RowId,
  ZoneId,
} from '../ids.ts';

/**
 * How an effect treats people and Discord: a `ping` may notify somebody who did not ask for it (at most
 * one a day each), a `post` answers something people did, an `edit` redraws, a `structure` makes or
 * closes a place, a `timer` shows nothing itself: it runs a use case at its hour.
 */
export type EffectClass = 'ping' | 'post' | 'edit' | 'structure' | 'timer';

export const EFFECT_KINDS = {
  'open-lobby': 'structure',
  'open-corner': 'structure',
  'open-thread': 'structure',
  'archive-thread': 'structure',
  'leave-thread': 'structure',
  'joining-panel': 'post',
  welcome: 'post',
  proposal: 'ping',
  'proposal-question': 'post',
  'proposal-closed': 'post',
  'profile-resting': 'post',
  'why-card': 'post',
  charter: 'post',
  'charter-edit': 'edit',
  'charter-reminder': 'ping',
  dissolved: 'post',
  checklist: 'post',
  'checklist-edit': 'edit',
  prompt: 'ping',
  'vote-extension': 'ping',
  'vote-result': 'post',
  're-entry': 'ping',
  farewell: 'post',
  'rhythm-prompt': 'ping',
  'check-in': 'post',
  rest: 'post',
  'partner-left': 'post',
  'facilitator-note': 'post',
  'delete-message': 'edit',
  'close-proposal': 'timer',
  'drop-pool': 'timer',
  'dissolve-unsigned': 'timer',
  'close-vote': 'timer',
  'end-pause': 'timer',
} as const satisfies Record<string, EffectClass>;
export type EffectKind = keyof typeof EFFECT_KINDS;

/** Where an effect is to be seen; resolved to a channel only when it is sent. */
export type Target =
  | { kind: 'person'; person: PersonId }
  | { kind: 'partnership'; partnership: PartnershipId }
  | { kind: 'lobby' }
  | { kind: 'none' };

export type RowState = 'waiting' | 'claimed' | 'done' | 'missed' | 'cancelled' | 'refused';

/**
 * One effect to be seen in Discord later or once, written with the change that causes it. It holds
 * references, never prose: words and names are looked up when it is sent.
 */
export type LedgerRow = {
  id: RowId;
  guild: GuildId;
  subject: string;
  kind: EffectKind;
  /** Tells occurrences of one kind and subject apart: `day-3`, `v2`, a check-in's id; may be empty. */
  occurrence: string;
  recipient: PersonId | null;
  refs: Record<string, string | number>;
  target: Target;
  /** Not before that row is done; if that row ends otherwise, this one is cancelled. */
  after: RowId | null;
  dueAt: Date;
  /** What was promised in local terms, so that a changed zone can be planned again. */
  intended: { zone: ZoneId; on: LocalDate; hour: number } | null;
  /** Later than this it is not sent but marked missed; null waits for ever. */
  windowEndsAt: Date | null;
  /** When to look at it next (its due instant at first, a retry later). */
  wakeAt: Date;
  state: RowState;
  leaseUntil: Date | null;
  fence: number;
  attempts: number;
  lastCode: number | string | null;
  channel: ChannelId | null;
  message: MessageId | null;
};

/** What a use case asks the ledger to keep; everything else starts at its beginning. */
export type NewEffect = {
  subject: string;
  kind: EffectKind;
  occurrence?: string;
  recipient?: PersonId | null;
  refs?: Record<string, string | number>;
  target: Target;
  after?: RowId | null;
  dueAt: Date;
  intended?: LedgerRow['intended'];
  windowEndsAt?: Date | null;
};
