import type { LocalDate } from '#domain/ids';
import type { Rhythm, Styles, Support, Theme, Value } from '#domain/matching/profile';
import type { PresetName } from '#domain/preset';
import type { PresetQuestion } from '#domain/proposal/proposal';
import type { Choice, Level } from '#domain/vote/vote';
import { AUTONYMS } from '../autonyms.ts';
import { grammarOf } from '../grammar.ts';

const { day, either, list, month, weekday } = grammarOf('en');

const values = {
  honesty: 'Honesty',
  kindness: 'Kindness',
  curiosity: 'Curiosity',
  growth: 'Growth',
  courage: 'Courage',
  patience: 'Patience',
  creativity: 'Creativity',
  independence: 'Independence',
  family: 'Family',
  friendship: 'Friendship',
  community: 'Community',
  fairness: 'Fairness',
  health: 'Health',
  balance: 'Balance',
  calm: 'Calm',
  discipline: 'Discipline',
  ambition: 'Ambition',
  learning: 'Learning',
  playfulness: 'Playfulness',
  gratitude: 'Gratitude',
  nature: 'Nature',
  faith: 'Faith',
  service: 'Service',
  simplicity: 'Simplicity',
} satisfies Record<Value, string>;

const supports = {
  listen: { label: 'Listening', description: 'Hear me out first, no fixing' },
  ideas: { label: 'Ideas', description: 'Think along and offer options' },
  nudge: { label: 'A gentle nudge', description: 'Remind me of what I said I wanted' },
  challenge: { label: 'A kind challenge', description: 'Ask me the question I walk around' },
  structure: { label: 'Structure', description: 'Help me plan and break things down' },
} satisfies Record<Support, { label: string; description: string }>;

const themes = {
  work: 'Work',
  study: 'Study',
  health: 'Health',
  movement: 'Movement and sport',
  writing: 'Writing',
  making: 'Making things',
  money: 'Money',
  home: 'Home',
  relationships: 'Relationships',
  rest: 'Rest',
  language: 'Learning a language',
  career: 'Career',
} satisfies Record<Theme, string>;

const rhythms = {
  daily: 'Daily, lightly',
  'few-a-week': 'A few times a week',
  weekly: 'Once a week',
  biweekly: 'Every other week',
} satisfies Record<Rhythm, string>;

const presets = {
  soft: { label: 'Soft', description: 'Light check-ins, up to three goals, plenty of give' },
  boundary: { label: 'Boundary', description: 'Protecting time and rest comes first, goals after' },
  executive: { label: 'Executive', description: 'A longer meeting every other week, three to five goals' },
} satisfies Record<PresetName, { label: string; description: string }>;

/** From -2 to 2 on each axis, and what a difference on it is good for. */
const styles = {
  structuredFlexible: {
    title: 'Plans',
    scale: [
      'I like a clear plan',
      'Mostly planned',
      'A bit of both',
      'Mostly as it comes',
      'I go with what the day brings',
    ],
    difference: 'one of you likes a plan and the other goes with the day, so you can lend each other both',
  },
  drivingReflective: {
    title: 'Pace',
    scale: [
      'I push ahead',
      'Mostly ahead',
      'A bit of both',
      'Mostly thinking first',
      'I think it through first',
    ],
    difference:
      'one of you moves first and the other thinks first, so between you there is both a start and a second look',
  },
  visionaryMethodical: {
    title: 'Picture',
    scale: [
      'I see the big picture',
      'Mostly the picture',
      'A bit of both',
      'Mostly the steps',
      'I see the steps',
    ],
    difference: 'one of you sees the picture and the other sees the steps, and a goal needs the two',
  },
} satisfies Record<
  keyof Styles,
  { title: string; scale: [string, string, string, string, string]; difference: string }
>;

const levels = {
  1: 'Just beginning',
  2: 'Finding my feet',
  3: 'Comfortable',
  4: 'Experienced',
  5: 'I could teach it',
} satisfies Record<Level, string>;

const energy = {
  1: 'running low',
  2: 'a little low',
  3: 'steady',
  4: 'good',
  5: 'full of it',
} satisfies Record<Level, string>;

const momentum = {
  1: 'resting',
  2: 'slow and steady',
  3: 'moving',
  4: 'rolling along',
  5: 'flying',
} satisfies Record<Level, string>;

const feelings = {
  steady: 'Steady',
  hopeful: 'Hopeful',
  proud: 'Proud',
  curious: 'Curious',
  grateful: 'Grateful',
  energised: 'Energised',
  calm: 'Calm',
  stretched: 'Stretched',
  tired: 'Tired',
  scattered: 'Scattered',
  stuck: 'Stuck',
  unsure: 'Unsure',
  mixed: 'A bit of everything',
};

const choices = {
  continue: { label: 'Continue', description: 'This works; keep going at a steady rhythm' },
  tweak: { label: 'Tweak', description: 'Change something and try another 14 days' },
  pause: { label: 'Pause', description: 'Rest this for a while; nothing is lost' },
} satisfies Record<Choice, { label: string; description: string }>;

const questions = {
  'how-often': 'How often would you like to hear from each other?',
  'what-helps': 'What helps you most when a week gets heavy?',
  'what-hope': 'What do you hope these two weeks bring?',
} satisfies Record<PresetQuestion, string>;

const dayParts = ['morning', 'afternoon', 'evening'];

/** The names of things people choose from, and of days and times. */
export const labels = {
  values,
  supports,
  themes,
  rhythms,
  presets,
  styles,
  levels,
  energy,
  momentum,
  feelings,
  choices,
  questions,
  languages: AUTONYMS,
  /** One of the 21 parts of a week: "Monday morning". */
  dayPart: (part: number) => `${weekday(Math.floor(part / 3))} ${dayParts[part % 3] ?? ''}`.trim(),
  day: (on: LocalDate) => day(on),
  month: (yearMonth: string) => month(yearMonth),
  /** A weekly time on somebody's clock: "Tuesday 19:30". */
  weeklyTime: (dayOfWeek: number, clock: string) => `${weekday(dayOfWeek)} ${clock}`,
  list: (items: readonly string[]) => list(items),
  either: (items: readonly string[]) => either(items),
  nobody: 'nobody',
  formerPartner: 'a former partner',
};
