import type { Matching } from './matching-certificate.ts';
import { maxWeightMatching } from './max-weight-matching.ts';
import { type Proof, verifyMatching } from './verify-matching.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** The best matching of a graph and the proof that it is; one that cannot be proven is a bug, and thrown. */
export function provenMatching(graph: WeightedGraph): Matching & { proof: Proof } {
  const matching = maxWeightMatching(graph);
  const proof = verifyMatching(graph, matching);
  if (!proof.proven)
    throw new Error(`A matching that is not the best was about to be used: ${proof.because}`);
  return { ...matching, proof };
}
