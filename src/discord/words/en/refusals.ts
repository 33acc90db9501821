import type { InputField, Refusal } from '#domain/refusal';
import { grammarOf } from '../grammar.ts';

const { count } = grammarOf('en');

/** What each field of a form is called in a sentence. */
const fields = {
  zone: 'the time zone',
  languages: 'the languages',
  'free-times': 'the free times',
  values: 'the values',
  'starred-value': 'the starred value',
  support: 'the support',
  date: 'the date',
  'charter-values': 'what matters to you',
  'charter-norms': 'how you do this',
  'charter-setback': 'what you do when something slips',
  'charter-celebrate': 'how you celebrate',
  'charter-life-events': 'what you do when life happens',
  progress: 'what moved',
  blockers: 'what is in the way',
  feeling: 'how you are',
  'support-wanted': 'what would help',
  reason: 'the note',
} satisfies Record<InputField, string>;

type Problem = Extract<Refusal, { kind: 'invalid-input' }>['problem'];

/** Saying no, each time with what to do next. */
export const refusals = {
  notSetUp:
    'Alongside is not set up in this community yet. An admin can do it with `/setup start`; then try this again.',
  onlyInServer: 'This works inside the server. Open the community you joined and try it there.',
  notAMember: '`/join` comes first: it is one short form, and nobody is matched without saying yes to it.',
  notAllowed: {
    admin:
      'This one is for the admins here. Ask one of them, and they can do it for you or give you the role.',
    'rounds-grant':
      'Rounds are run by the admins, or by those they gave the rounds role. Ask one of them if you think it is time for one.',
    facilitator: 'This is for facilitators. Ask one of them, or an admin, to take a look for you.',
    partner: 'Only the people in this partnership can do that. `/partner view` shows your own.',
  },
  notForYou: 'This button belongs to somebody else. `/partner view` and `/profile view` show what is yours.',
  expired: 'This button has had its day. `/partner view` or `/profile view` gives you a fresh one.',
  notFound: {
    partnership:
      'I cannot find that partnership. `/partner view` shows the one you have; `/join` gets you into the next round.',
    proposal: 'That offer is no longer there. The next round brings another.',
    vote: 'I cannot find that vote. `/partner view` shows whether one is open.',
    message: 'I cannot find that message. Post a new one, or use `/checkin`.',
  },
  alreadyDone:
    'That is already done, so there is nothing more to do. `/partner view` shows where things are.',
  unknownZone: (given: string) => `I do not know a time zone called "${given}".`,
  didYouMean: (zones: string) => `Did you mean ${zones}? Open the form again and enter one of these.`,
  tryACity: 'Open the form again and try the nearest large city, such as Lisbon or America/Chicago.',
  problem: {
    empty: (field: string) => `I still need ${field}. Open it again and add a few words or a choice.`,
    'too-long': (field: string, limit: number | null) =>
      limit === null
        ? `There is more in ${field} than I can keep. Shorten it a little and send it again.`
        : `There is more in ${field} than I can keep. Bring it to ${count(limit, { one: 'character', other: 'characters' })} and send it again.`,
    'too-many': (field: string, limit: number | null) =>
      limit === null
        ? `That is more than I can use for ${field}. Choose fewer and send it again.`
        : `For ${field}, choose up to ${count(limit, { one: 'answer', other: 'answers' })} and send it again.`,
    'not-a-choice': (field: string) =>
      `I do not recognise the answer for ${field}. Open it again and pick from the list.`,
    'not-a-date': (field: string) =>
      `I cannot read ${field}. Write it as year-month-day, such as 2026-09-01.`,
    'in-the-past': (field: string) => `That day is already behind us. Choose a later one for ${field}.`,
    'too-far': (field: string, limit: number | null) =>
      limit === null
        ? `That is further ahead than I can plan. Choose a nearer day for ${field}.`
        : `That is further ahead than I can plan. Choose ${field} within ${count(limit, { one: 'day', other: 'days' })}.`,
  } satisfies Record<Problem, (field: string, limit: number | null) => string>,
  fields,
  whichPartnership: 'You have more than one partnership. Which one do you mean?',
  whichPartnershipElsewhere:
    'You have more than one partnership. Use the command in the thread of the one you mean.',
  charterChanged: (version: number) =>
    `Your partner was a moment quicker: there is now a version ${version}. Read it in your thread, then sign it or suggest a change.`,
  noOneToMatch: (available: number) =>
    available < 2
      ? 'A round needs at least two people who are waiting. Share the joining panel in the lobby, and run it when more have joined.'
      : `${count(available, { one: 'person is', other: 'people are' })} waiting, but no two of them fit yet. Invite a few more to join; those who wait come first.`,
  voteClosed:
    'This vote has closed, and the result is in your thread. If you see it differently now, talk about it there, or suggest a change to the agreement.',
  notYourMessage:
    'Only the person who wrote a message can count it as a check-in. Write one of your own, or use `/checkin`.',
};
