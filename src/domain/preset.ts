/** Product rules as data; each community picks one (programmes/). */
export type PresetName = 'soft' | 'boundary' | 'executive';

export type Preset = {
  name: PresetName;
  /** Days between rhythm prompts once a partnership is steady. */
  rhythmDays: number;
  /** Whether prompts may ask about energy and well-being at all. */
  wellBeing: boolean;
  graceTokensAMonth: number;
  /** Weights of the wanted criteria, adding to 10,000 (matching). */
  weights: MatchingWeights;
};

export type MatchingWeights = {
  values: number;
  styles: number;
  support: number;
  themes: number;
  skills: number;
  overlap: number;
  rhythm: number;
};
