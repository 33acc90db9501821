import type { PulseAnswer } from '#domain/check-in/check-in';
import type { Ending } from '#domain/partnership/partnership';
import type { TrialDay } from '#domain/trial/trial-plan';
import type { Choice } from '#domain/vote/vote';
import { grammarOf } from '../grammar.ts';

const { count } = grammarOf('en');

/** What the bot says by itself. `who` and `other` are mentions, `on` a day and `at` an instant as shown. */
export const notices = {
  joiningPanel: {
    title: 'Someone to go alongside',
    body: 'Opt in, and every so often you are offered a partner who shares what matters to you and has time when you do. You both say yes, agree on one page how you want to do it, and try it for 14 days. Then you decide: continue, tweak or pause.',
    soft: 'Goals bend, rest is always allowed, and there is nothing to win or lose.',
  },

  /** Told before anybody joins and again when they have: what is kept, and who can read what. */
  disclosure: {
    title: 'Before you join, in plain words',
    lines: [
      'We keep your answers, your check-ins, your agreements and your votes. What you write about yourself is stored encrypted.',
      'Partners talk in a private thread. People who manage threads in this server can read private threads too.',
      'Messages you type by hand belong to Discord and stay there. The bot notices that you wrote, not what, and erasing your data here does not remove them.',
      'This is peers helping peers, not clinicians, and nobody watches round the clock. `/help-now` shows where to find a person at any hour.',
      'You can see your answers with `/profile view`, and erase everything with `/data erase`, whenever you like.',
    ],
  },

  welcome: {
    title: 'Good to have you',
    dm: 'This is where I will write to you: rarely, and at most one nudge a day.',
    corner:
      'Your direct messages are closed, so this private thread is your corner: I will write to you here, rarely, and at most one nudge a day.',
    next: 'There is nothing to do until the next round. If you have two minutes, tell me more and the match gets better:',
  },

  proposal: {
    title: (other: string) => `Meet ${other}`,
    lead: (you: string, other: string) =>
      `${you}, I think you and ${other} could be good company for each other.`,
    values: (values: string) => `**You share** ${values}.`,
    star: (value: string) => `You both starred ${value}.`,
    difference: (text: string) => `**A useful difference:** ${text}.`,
    supportFrom: (who: string, support: string) =>
      `${who} likes to give what the other is looking for: ${support}`,
    supportFromYou: (support: string) => `you like to give what they are looking for: ${support}`,
    skillFrom: (who: string, skill: string) => `${who} can share ${skill}`,
    skillFromYou: (skill: string) => `you can share ${skill}`,
    themes: (themes: string) => `**You both want to work on** ${themes}.`,
    languages: (languages: string) => `**You can talk in** ${languages}.`,
    hours: (hours: number) =>
      `**Your free times meet** about ${count(hours, { one: 'hour', other: 'hours' })} a week, for example:`,
    oneClock: (time: string) => `${time} for both of you`,
    bothClocks: (yours: string, theirs: string, other: string) => `${yours} for you, ${theirs} for ${other}`,
    closes: (at: string, inWords: string) =>
      `Take your time: this stays open until ${at} (${inWords}). If either of you would rather not, the other only hears that it did not come together.`,
    ask: 'Ask a question first',
  },
  proposalQuestion: {
    body: (from: string, question: string) => `${from} is thinking about it, and wonders:\n> ${question}`,
    next: 'You can write to them directly, or keep the answer for your first talk. Your own yes or no is still open.',
  },
  proposalClosed: (other: string) =>
    `It did not come together with ${other} this time, which happens and says nothing about either of you. The next round looks again.`,
  profileResting:
    'A few offers went by, so I have let your profile rest, and you will not be matched for now. When you feel like it again, one tap brings you back.',

  whyCard: {
    title: 'Why the two of you',
    hello: (members: string) =>
      `${members}, welcome to your own thread. It is private to you; people who manage threads in this server can read it too.`,
    time: (clock: string, who: string) => `${clock} for ${who}`,
    opens: (who: string) =>
      `${who}, would you say hello first? Next is your agreement below: one page, already filled in, to sign as it is or change. Your 14 days begin the day after everyone has signed.`,
  },

  charter: {
    title: (version: number) => (version > 1 ? `Our agreement, version ${version}` : 'Our agreement'),
    prefilled: 'This is a place to start from. Change whatever does not sound like you.',
    by: (author: string) => `Suggested by ${author}.`,
    signed: (who: string) => `Signed: ${who}.`,
    waiting: (who: string) => `Still to sign: ${who}.`,
    starts: (on: string) => `Signed by everyone. Your 14 days begin on ${on}.`,
    counts: 'It counts once everyone has signed.',
    agreed: 'Signed by everyone.',
  },
  charterReminder: {
    body: (who: string) =>
      `${who}, your agreement is waiting whenever you are ready. If something in it does not fit, one suggestion is enough to change it.`,
    until: (at: string) =>
      `If it is still open ${at}, I will close this thread and you both come first in the next round.`,
  },
  dissolved:
    'This pairing did not get started, and that is fine: timing is half of it. This thread closes soon, and you both come first in the next round.',

  checklist: {
    title: 'Our 14 days',
    starts: (on: string) => `Day 1 is ${on}.`,
    day: {
      1: 'Day 1: agree on aims and how you do this',
      3: 'Day 3: a small check-in, what is easy and what is hard',
      7: 'Day 7: half-time, what works and what to change',
      14: 'Day 14: decide together to continue, tweak or pause',
    } satisfies Record<TrialDay, string>,
    done: (line: string, on: string) => `✅ ${line} (done, ${on})`,
    next: (line: string, on: string) => `➡️ ${line} (next, ${on})`,
    later: (line: string, on: string) => `▫️ ${line} (to come, ${on})`,
    checkIns: (n: number) =>
      n === 0
        ? 'No check-ins so far; the first can be tiny.'
        : `${count(n, { one: 'check-in', other: 'check-ins' })} so far.`,
    ended: 'These 14 days are complete.',
    /** One sentence for a prompt: where the trial stands, without needing to see the checklist. */
    standing: (day: number, done: number, checkIns: number) =>
      `Day ${day} of 14. ${count(done, { one: 'step', other: 'steps' })} of 4 behind you, ${count(checkIns, { one: 'check-in', other: 'check-ins' })} so far.`,
  },

  prompt: {
    hello: (to: string) => `Hello ${to}.`,
    title: {
      1: 'Day 1: a beginning',
      3: 'Day 3: a small look',
      7: 'Day 7: half-time',
      14: 'Day 14: what next?',
    } satisfies Record<TrialDay, string>,
    body: {
      1: 'Tell each other one to three things you would like to move in these two weeks, and agree when you will hear from each other. Small and clear beats big.',
      3: 'What is easy so far, and what is hard? If a date feels tight, move it together now; that is what it is there for.',
      7: 'What works, and what would you change? And, just between you and me: does this feel like support? Your answer stays private.',
      14: 'Two weeks together. Would you like to continue, tweak something, or pause? Each of you votes privately, and only the result is told.',
    } satisfies Record<TrialDay, string>,
    opens: (who: string) => `${who} opens this time.`,
    wellBeing: 'If you like, say in a word how your energy is. It is yours to share or keep.',
    late: 'This comes later than planned, which is on me. Nothing is lost by it; take it from here.',
    softReEntry: 'Welcome back. There is no backlog: start small, from today.',
    voteUntil: (at: string, inWords: string) => `The vote is open until ${at} (${inWords}).`,
    smallIsEnough: 'On a low day the small check-in is enough, and rest needs no reason.',
  },
  voteExtension: {
    body: 'Your vote is still open, and I have given it a little more time. If you leave it, you rest for 14 days and can pick it up again with one tap.',
    until: (at: string, inWords: string) => `It closes ${at} (${inWords}).`,
  },

  voteResult: {
    title: { continue: 'On you go', tweak: 'A few changes, then on', pause: 'A pause' } satisfies Record<
      Choice,
      string
    >,
    continue: (next: string | null) =>
      next
        ? `From here it goes on at a steady rhythm. I will look in on ${next}.`
        : 'From here it goes on at a steady rhythm.',
    tweak: (next: string | null) =>
      `Change what you like in the agreement; then another 14 days begin${next ? ` on ${next}` : ' once it is signed'}.`,
    pause: (next: string | null) =>
      `Time to rest this for a while${next ? `, until ${next}` : ''}. Goals and history stay as they are. Choose how long, or end with a farewell; the 14 days stand still meanwhile.`,
    bySilence: 'Not every vote came in, so the gentlest answer counts: a pause. One tap picks it up again.',
    mood: (energy: string, momentum: string) =>
      `Your energy together: ${energy}. Your momentum: ${momentum}.`,
    pauseFor: 'How long would you like to pause?',
  },
  reEntry: {
    body: (to: string) =>
      `${to}, welcome back. No backlog and nothing to explain: what is one small thing for today?`,
    choice: 'Pick it up again, take longer, or end with a farewell. Each is a good answer.',
  },
  farewell: {
    title: 'Farewell',
    body: {
      unsigned: 'This pairing did not get started, and that is fine: timing is half of it.',
      left: 'One of you is moving on, as anyone may, without a reason. Thank you for the time you gave each other.',
      erased: 'This pairing has ended. Thank you for the time you gave each other.',
      ended: 'This pairing has come to its end. Thank you for the time you gave each other.',
      farewell:
        'The pause has run its time, so this is a farewell. Thank you for the time you gave each other.',
      gone: 'One of you is no longer in this community, so the pairing ends here. Thank you for the time you gave each other.',
    } satisfies Record<Ending, string>,
    after:
      'Your goals and your history stay yours, and you come first in the next round if you would like one.',
  },
  rhythmPrompt: {
    body: (to: string, opens: string) =>
      `${to}, a moment for the two of you: what moved, what is in the way, what would help? ${opens} opens this time.`,
    pulse: 'Still on track for what you had in mind? One tap is enough.',
  },

  checkIn: {
    micro: (from: string) => `**${from} checked in**`,
    progress: 'What moved',
    blockers: 'In the way',
    feeling: (word: string) => `Feeling: ${word}`,
    support: (support: string) => `Would like: ${support}`,
    minimum: (from: string) => `${from} is here, with a small check-in. That is enough for today.`,
    pulse: {
      yes: (from: string) => `${from} is on track.`,
      slipping: (from: string) =>
        `${from} says it is slipping a bit. Good to know early; a kind word goes a long way.`,
      hand: (from: string) =>
        `${from} could use a hand. What could you offer, or do you just want to listen?`,
    } satisfies Record<PulseAnswer, (from: string) => string>,
    message: (from: string) => `${from}'s message counts as a check-in.`,
  },
  rest: (who: string, until: string) => `${who} is resting until ${until}. Everything keeps until then.`,
  partnerLeft:
    'Your partner has left the programme, as anyone may. Your goals and history stay yours, and you come first in the next round.',
  facilitatorNote: {
    noPermission:
      'I am not allowed to write where I need to, so some messages are waiting. `/setup check` says which permission is missing and how to grant it; then they arrive by themselves.',
    threadGone:
      "A partnership's thread was deleted, so I have opened a new one for them with their agreement in it. If it was deleted on purpose, please tell them; they can end with `/partner end`.",
  },
};
