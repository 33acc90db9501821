/** What is proven of a round, in plain numbers: stored with it, and told to whoever runs it. */
export type RoundCertificate = {
  /** How many people have a pair or a circle. */
  matched: number;
  /** The scores of all pairs together, those within circles included. */
  score: number;
  /**
   * No other round could score more than this above `score`: 0 says that it is the best. The others are, for
   * pairs, all rounds over all feasible pairs that match as many people and the longest waiting first, which
   * this one is then proven to do; for circles, all ways to fill circles of the same sizes. Null when of all pairs
   * that is not proven, but only of those looked at, the most promising for each member.
   */
  gap: number | null;
  /**
   * The exact matchings that it is made of, one for pairs: the weight of each, wait bonuses included, and the
   * bound of its dual. They were equal, or the round would not have been used.
   */
  matchings: { primal: number; dual: number }[];
};
