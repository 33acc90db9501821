import type { MatchingWeights, Preset, PresetName } from '#domain/preset';

/** The order follows Eby 2013 (shared values first) and Dryer and Horowitz 1997 (complementary control styles). */
const WEIGHTS: MatchingWeights = {
  values: 3_000,
  styles: 1_500,
  support: 1_500,
  themes: 1_500,
  skills: 1_000,
  overlap: 1_000,
  rhythm: 500,
};

/** The three programmes a community chooses from (programme.md). */
export const PRESETS: Record<PresetName, Preset> = {
  soft: { name: 'soft', rhythmDays: 7, wellBeing: true, graceTokensAMonth: 2, weights: WEIGHTS },
  boundary: { name: 'boundary', rhythmDays: 7, wellBeing: true, graceTokensAMonth: 2, weights: WEIGHTS },
  executive: { name: 'executive', rhythmDays: 14, wellBeing: false, graceTokensAMonth: 1, weights: WEIGHTS },
};
