import type { PartnershipId, ZoneId } from './ids.ts';

/**
 * Every way Alongside says no, as data: the words live in `discord/words`, and say what to do next.
 * A refusal is part of the conversation; bugs and outages are thrown instead.
 */
export type Refusal =
  | { kind: 'not-set-up' }
  | { kind: 'only-in-server' }
  | { kind: 'not-a-member' }
  | { kind: 'not-allowed'; needs: 'admin' | 'rounds-grant' | 'facilitator' | 'partner' }
  | { kind: 'not-for-you' }
  | { kind: 'expired' }
  | { kind: 'not-found'; what: 'partnership' | 'proposal' | 'vote' | 'message' }
  | { kind: 'already-done' }
  | { kind: 'unknown-zone'; given: string; suggestions: ZoneId[] }
  | {
      kind: 'invalid-input';
      field: InputField;
      problem: 'empty' | 'too-long' | 'too-many' | 'not-a-choice' | 'not-a-date' | 'in-the-past' | 'too-far';
      limit?: number;
    }
  | { kind: 'which-partnership'; choices: { partnership: PartnershipId; others: string[] }[] }
  | { kind: 'charter-changed'; version: number }
  | { kind: 'no-one-to-match'; available: number }
  | { kind: 'vote-closed' }
  | { kind: 'not-your-message' };

export type InputField =
  | 'zone'
  | 'languages'
  | 'free-times'
  | 'values'
  | 'starred-value'
  | 'support'
  | 'date'
  | 'charter-values'
  | 'charter-norms'
  | 'charter-setback'
  | 'charter-celebrate'
  | 'charter-life-events'
  | 'progress'
  | 'blockers'
  | 'feeling'
  | 'support-wanted'
  | 'reason';
