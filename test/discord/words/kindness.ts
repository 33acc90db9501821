/** What no string of a locale may say: words that shame, and words that name a symptom. */
export type Kindness = { shaming: RegExp[]; symptoms: RegExp[] };

/** Every locale that speaks needs a list of its own; without one its words cannot be trusted. */
export const KINDNESS: Readonly<Record<string, Kindness>> = {
  en: {
    shaming: [
      /\bfail(s|ed|ing|ure|ures)?\b/i,
      /\b(miss|misses|missed|overdue|tardy|late|behind schedule|fell behind|falling behind)\b/i,
      /\b(lazy|excuse|excuses|disappoint\w*|guilt\w*|asham\w*|shame\w*|blam\w*|naughty|weak|weakness)\b/i,
      /\b(punish\w*|penalt\w*|violat\w*|strike|warning|offen[cs]e|delinquen\w*|non-?complian\w*)\b/i,
      /\b(you|they) (did not|didn['’]t|have not|haven['’]t|never) /i,
      /\b(you must|you should have|why didn['’]t you|streak|leaderboard|ranking|rank)\b/i,
    ],
    symptoms: [
      /\b(depress\w*|anxi\w*|panic\w*|insomnia|burn-?out|burnt out|burned out|suicid\w*|self-?harm\w*)\b/i,
      /\b(symptom\w*|disorder\w*|diagnos\w*|trauma\w*|therap\w*|medicat\w*|addict\w*|hopeless\w*|worthless\w*)\b/i,
      /\b(mental (health|illness)|eating disorder|breakdown|manic|mania)\b/i,
    ],
  },
};

export type Said = { path: string; text: string };

/** What is unkind among these strings, each with the word that makes it so. */
export function unkindIn(said: readonly Said[], { shaming, symptoms }: Kindness): string[] {
  return said.flatMap(({ path, text }) =>
    [...shaming, ...symptoms].flatMap((pattern) => {
      const [word] = pattern.exec(text) ?? [];
      return word === undefined ? [] : [`${path}: "${word}" in "${text}"`];
    }),
  );
}
