/**
 * Names and descriptions of commands as Discord lists them: names in lower case without spaces (32
 * characters), descriptions at most 100.
 */
export const commands = {
  join: { name: 'join', description: 'Opt in to partner matching, or change your answers' },
  helpNow: { name: 'help-now', description: 'Where to find a person to talk to right now; only you see it' },
  profile: {
    name: 'profile',
    description: 'Your answers for matching',
    view: { name: 'view', description: 'See what you told us; only you see it' },
    edit: { name: 'edit', description: 'Change your answers' },
    pause: {
      name: 'pause',
      description: 'Take a break from matching until a day you choose',
      until: { name: 'until', description: 'The day you come back, such as 2026-09-01' },
    },
    resume: { name: 'resume', description: 'Come back from a break' },
    leave: { name: 'leave', description: 'Leave matching; no reason needed' },
  },
  checkin: { name: 'checkin', description: 'A short check-in with your partner, under a minute' },
  partner: {
    name: 'partner',
    description: 'You and your partner',
    view: { name: 'view', description: 'Where the two of you are, and what comes next' },
    charter: { name: 'charter', description: 'Read your one-page agreement, or suggest a change' },
    rest: { name: 'rest', description: 'Rest a week; no reason needed' },
    end: { name: 'end', description: 'Step out of a pairing; no reason needed' },
  },
  match: {
    name: 'match',
    description: 'Matching rounds',
    preview: { name: 'preview', description: 'See who a round would bring together, and why' },
    run: { name: 'run', description: 'Run a round now' },
  },
  data: {
    name: 'data',
    description: 'What is stored about you',
    erase: { name: 'erase', description: 'Erase everything stored about you' },
  },
  setup: {
    name: 'setup',
    description: 'Make this community ready',
    start: {
      name: 'start',
      description: 'Set up the lobby; safe to run again',
      preset: { name: 'programme', description: 'How much structure partnerships start with' },
      facilitatorRole: { name: 'facilitators', description: 'The role of those who look after circles' },
      roundsRole: { name: 'rounds', description: 'The role that may preview and run matching rounds' },
    },
    check: { name: 'check', description: 'Try every permission the bot needs, and see what is missing' },
  },
  outcomes: { name: 'outcomes', description: 'How trials went, in whole months, never about one person' },
  /** In the menu of a message; it may have spaces and capitals. */
  countAsCheckIn: { name: 'Count as check-in' },
};
