import type { RoundOptions } from '#domain/matching/form-round';
import type { FormedRound, RoundInput } from '#domain/matching/round';

/** Forms rounds without making anybody wait for it. */
export interface Matching {
  /** What `formRound` of the domain gives; the same for the same input, anywhere. */
  form(input: RoundInput, options?: RoundOptions): Promise<FormedRound>;
}
