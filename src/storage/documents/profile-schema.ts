import { needed, neededNumber, numbers, partSchema, text, texts } from './document-schema.ts';

export const profileSchema = partSchema({
  zone: needed,
  languages: texts,
  freeTimes: numbers,
  values: texts,
  starred: text,
  supportWanted: texts,
  styles: {
    type: partSchema({
      structuredFlexible: neededNumber,
      drivingReflective: neededNumber,
      visionaryMethodical: neededNumber,
    }),
    default: null,
  },
  supportOffered: texts,
  themes: texts,
  skillsOffered: texts,
  skillsSought: texts,
  level: { type: Number },
  similarLevelMatters: { type: Boolean, required: true },
  rhythm: text,
  channel: needed,
});

export const reasonSchema = partSchema({
  sharedValues: texts,
  sharedStar: text,
  difference: {
    type: partSchema({ kind: needed, axis: text, support: text, skill: text, from: text }),
    default: null,
  },
  sharedThemes: texts,
  languages: texts,
  sharedHours: neededNumber,
  meetAtUtcHours: numbers,
});
