import type { PulseAnswer } from '#domain/check-in/check-in';
import type { RoundReport } from '#use-cases/app';
import { grammarOf } from '../grammar.ts';

const { count, percent } = grammarOf('en');

type LeftWhy = RoundReport['left'][number]['why'];

/** Answers to what somebody just did; seen by that person alone. */
export const replies = {
  joined: {
    title: 'You are in',
    again: 'Your answers are saved',
    body: 'The next round looks for a partner for you, and either of you can say no without a word. There is nothing more to do.',
    star: 'Which of these matters to you most? It counts double when we look for someone.',
    starred: (value: string) => `★ ${value} counts double for you.`,
    starPlaceholder: 'Star one',
    improve: 'If you have two minutes, these make a better match. Each saves by itself:',
  },
  profileSaved: {
    body: 'Saved, thank you.',
    more: 'These are still open, if you feel like it:',
    complete: 'That is everything; nothing more to fill in.',
  },
  profile: {
    title: 'What you told us',
    state: {
      active: 'You are in the next round.',
      paused: (until: string) => `You are on a break until ${until}.`,
      resting: 'Your profile is resting. One tap brings you back.',
      left: 'You have left matching. `/join` is open whenever you like.',
    },
    zone: 'Time zone',
    languages: 'Languages',
    freeTimes: 'Free times',
    values: 'What matters to you',
    supportWanted: 'Support you would like',
    supportOffered: 'Support you like to give',
    themes: 'Themes',
    styles: 'How you work',
    skillsOffered: 'Skills you could share',
    skillsSought: 'Skills you would like to learn',
    level: 'Level',
    similarLevel: 'a similar level matters to you',
    open: 'left open',
  },
  paused: (until: string) =>
    `Enjoy the break. You will not be matched until ${until}; \`/profile resume\` brings you back sooner.`,
  resumed: 'Good to have you back. You are in the next round.',
  left: (partnershipsEnded: number) =>
    partnershipsEnded === 0
      ? 'You have left matching. Thank you for having been here; `/join` is open whenever you like.'
      : `You have left matching, and I have said a kind farewell in ${count(partnershipsEnded, { one: 'partnership', other: 'partnerships' })} for you. Thank you for having been here; \`/join\` is open whenever you like.`,
  erase: {
    confirm:
      'This erases your answers, check-ins, votes and notes, ends your partnerships with a farewell, and removes my messages that carry your words. Your partners keep their own records, with "a former partner" in place of your name. Messages you typed by hand stay with Discord.',
    noWayBack: 'It cannot be undone. If you only want a rest, `/profile pause` keeps everything.',
    done: 'Everything we held about you is erased; my messages that carry your words follow within a day. Messages you typed by hand are still in Discord, where you can delete them. Go well.',
  },

  round: {
    preview: 'A round, if you ran it now',
    ran: 'The round has run',
    ranNext: 'Each pair now has an offer; both have 72 hours to say yes.',
    coverage: (matched: number, available: number) =>
      `${count(matched, { one: 'person', other: 'people' })} of ${available} would have a partner.`,
    covered: (matched: number, available: number) =>
      `${count(matched, { one: 'person', other: 'people' })} of ${available} have an offer.`,
    pair: (a: string, b: string, why: string) => `${a} and ${b}: ${why}`,
    sharedValues: (values: string) => `share ${values}`,
    sharedHours: (hours: number) => `${count(hours, { one: 'hour', other: 'hours' })} a week in common`,
    waits: (who: string, why: string) => `${who} waits: ${why}`,
    why: {
      'odd-one-out': 'an odd number this time; comes first in the next round',
      'nobody-feasible': 'nobody with a language and free time in common yet; comes first in the next round',
      'no-thread-left': 'the thread budget is full; comes first when there is room',
    } satisfies Record<LeftWhy, string>,
    orTrio: (why: string, a: string, b: string) =>
      `${why}; would make a good trio with ${a} and ${b}, if all three like the idea`,
    more: (n: number) => `and ${n} more.`,
    proven: {
      best: 'I looked at every possible pair, and these are proven the best: nobody else could have a partner, and no other pairs would fit better overall.',
      near: (share: number) =>
        `I looked at every possible pair. It is proven that nobody else could have a partner, and that other pairs would fit at most ${percent(share)} better overall.`,
      lookedAt:
        'I looked at the most promising pairs for each person. Among those, these are proven the best: nobody else could have a partner, and no others would fit better overall.',
    },
    nobodyWaits: 'Nobody is left waiting.',
    seed: (seed: number) => `Seed ${seed}: the same people and the same seed give the same round.`,
  },

  proposal: {
    waiting: 'Lovely, your yes is noted. I will tell you as soon as there is news.',
    introduced: 'You both said yes. Your own thread is opening now, and I will introduce you there.',
    declined:
      'Noted, and no reason needed. The other only hears that it did not come together, once the time is up. You are in the next round.',
    asked: (question: string) =>
      `I have passed it on: "${question}" You can still say yes or no whenever you like.`,
  },

  charter: {
    saved: (version: number) =>
      `Version ${version} is in your thread. Writing it counts as your signature; now it is for the others to sign or change.`,
    signed: 'Signed, thank you. It counts once everyone has.',
    signedByAll: (on: string | null) =>
      on
        ? `Everyone has signed. Your 14 days begin on ${on}.`
        : 'Everyone has signed. What you agreed counts from now on.',
  },

  checkedIn: {
    form: 'Shared with your partner. Thank you for taking the minute.',
    minimum: 'You are here, and that is enough for today.',
    message: 'That message counts as your check-in.',
    messageAgain: 'That message already counts as your check-in; nothing more to do.',
  },
  pulse: {
    yes: 'Good to hear. Carry on.',
    slipping: 'Thank you for saying so. Would it help to make it smaller, or to rest?',
    hand: 'I have told your partner. If you like, say in a check-in what would help.',
  } satisfies Record<PulseAnswer, string>,
  rested: (until: string) =>
    `Rest well. I will not ask for anything until ${until} has passed, and your partner only sees that you are resting.`,
  rated: {
    supported: 'Good to know; it stays between us.',
    pressured:
      'Thank you for saying so; it stays between us. It need not stay that way. What would make it lighter?',
  },
  talk: {
    withRole: (role: string) =>
      `The facilitators here are ${role}. Write to any of them directly and share as much or as little as you like.`,
    without:
      'Write to one of the admins here directly, and share as much or as little as you like. They are there to help, not to judge.',
  },
  vote: {
    sealed: 'Your vote is sealed. Nobody sees who chose what.',
    changed: 'Your vote is changed and sealed again.',
    until: (at: string, inWords: string) => `You can change it until the vote closes, ${at} (${inWords}).`,
  },
  resumedTogether: 'Picked up again. I will look in softly; there is no backlog.',
  pauseChosen: (until: string) =>
    `Paused until ${until}. Your 14 days stand still, and I will welcome you back softly.`,
  end: {
    confirm:
      'This ends the pairing with a farewell note in the thread. No reason is needed, and none is given. Your goals and history stay yours.',
    instead: 'If a break would do, a week of rest keeps everything as it is.',
    done: 'The farewell is said. You come first in the next round, if you would like one.',
  },

  partnership: {
    title: (others: string) => `You and ${others}`,
    state: {
      agreeing: 'You are agreeing on how you want to do this.',
      trial: 'You are in your 14 days.',
      steady: (since: string) => `You continue at a steady rhythm, since ${since}.`,
      chosen: (until: string) => `You are pausing until ${until}.`,
      silence: (until: string) => `You are resting until ${until}. One tap picks it up again.`,
      ended: 'This pairing has ended; your history stays yours.',
    },
    waitingForYou: {
      sign: 'Your signature is the next step: read the agreement, then say "sounds good" or suggest a change.',
      vote: 'Your vote is the next step. It is sealed; only the result is told. The button is in your thread, with the day 14 message.',
      nothing: 'Nothing is waiting for you.',
    },
    thread: (thread: string) => `Your thread: ${thread}`,
  },

  outcomes: {
    title: 'How trials went',
    month: (month: string) => `**${month}**`,
    trials: (trials: number, continued: number, tweaked: number, paused: number) =>
      `${count(trials, { one: 'trial', other: 'trials' })}: ${continued} continued, ${tweaked} tweaked, ${paused} paused.`,
    support: (supported: number, pressured: number) =>
      `Half-time: ${supported} felt supported, ${pressured} felt pressured.`,
    checkIns: (perTrial: string) => `About ${perTrial} check-ins in a trial.`,
    private: 'Whole months only, with at least five people behind each, and never about one person.',
    none: 'No month has five people behind it yet. Look again when a few more trials have come to an end.',
  },

  helpNow: {
    title: 'A person to talk to, right now',
    lines: [
      'If you or someone near you is in danger, call your local emergency number: 112 in Europe and many other places, 911 in North America, 999 in the United Kingdom, 000 in Australia.',
      'To talk with somebody trained to listen, in your country and often in your language: https://findahelpline.com',
      'You do not need a special reason to reach out, and you can bring a friend into it.',
    ],
    private: 'Only you can see this, and that you asked is not stored.',
  },

  apology: (reference: string) =>
    `Something slipped on our side, not yours, and it is on record. Please try again in a minute. If it stays, tell an admin this reference: \`${reference}\``,
};
