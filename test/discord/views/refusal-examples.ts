import type { PartnershipId } from '#domain/ids';
import type { InputField, Refusal } from '#domain/refusal';
import { berlin, kolkata } from './facts.ts';

const FIELDS: InputField[] = [
  'zone',
  'languages',
  'free-times',
  'values',
  'starred-value',
  'support',
  'date',
  'charter-values',
  'charter-norms',
  'charter-setback',
  'charter-celebrate',
  'charter-life-events',
  'progress',
  'blockers',
  'feeling',
  'support-wanted',
  'reason',
];
const PROBLEMS = [
  'empty',
  'too-long',
  'too-many',
  'not-a-choice',
  'not-a-date',
  'in-the-past',
  'too-far',
] as const;

/** Every kind of refusal, with all its contexts. */
export function refusalExamples(text: string): {
  [Kind in Refusal['kind']]: Extract<Refusal, { kind: Kind }>[];
} {
  return {
    'not-set-up': [{ kind: 'not-set-up' }],
    'only-in-server': [{ kind: 'only-in-server' }],
    'not-a-member': [{ kind: 'not-a-member' }],
    'not-allowed': (['admin', 'rounds-grant', 'facilitator', 'partner'] as const).map((needs) => ({
      kind: 'not-allowed',
      needs,
    })),
    'not-for-you': [{ kind: 'not-for-you' }],
    expired: [{ kind: 'expired' }],
    'not-found': (['partnership', 'proposal', 'vote', 'message'] as const).map((what) => ({
      kind: 'not-found',
      what,
    })),
    'already-done': [{ kind: 'already-done' }],
    'unknown-zone': [
      { kind: 'unknown-zone', given: text, suggestions: [berlin, kolkata] },
      { kind: 'unknown-zone', given: text, suggestions: [] },
    ],
    'invalid-input': FIELDS.flatMap((field) =>
      PROBLEMS.flatMap((problem) => [
        { kind: 'invalid-input' as const, field, problem },
        { kind: 'invalid-input' as const, field, problem, limit: 5 },
      ]),
    ),
    'which-partnership': [
      {
        kind: 'which-partnership',
        choices: Array.from({ length: 30 }, (_, at) => ({
          partnership: `PARTNERSHIP${at}` as PartnershipId,
          others: ['2222222222222222222', ''],
        })),
      },
    ],
    'charter-changed': [{ kind: 'charter-changed', version: 3 }],
    'no-one-to-match': [
      { kind: 'no-one-to-match', available: 0 },
      { kind: 'no-one-to-match', available: 1 },
    ],
    'vote-closed': [{ kind: 'vote-closed' }],
    'not-your-message': [{ kind: 'not-your-message' }],
  };
}
