import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { AlternatingForest, INNER } from '#domain/matching/alternating-forest';
import type { Matching } from '#domain/matching/matching-certificate';
import { maxWeightMatching } from '#domain/matching/max-weight-matching';
import { verifyMatching } from '#domain/matching/verify-matching';
import type { WeightedGraph } from '#domain/matching/weighted-graph';

type Edge = readonly [a: number, b: number, weight: number];

function aGraph(size: number, edges: readonly Edge[]): WeightedGraph {
  return {
    size,
    ends: Int32Array.from(edges.flatMap((edge) => edge.slice(0, 2))),
    weights: Float64Array.from(edges, ([, , weight]) => weight),
  };
}

/** The greatest weight by trying every matching, one set of vertices after the other. */
function bruteForce({ size, ends, weights }: WeightedGraph): number {
  const best = new Float64Array(1 << size);
  for (let set = 1; set < 1 << size; set++) {
    const v = 31 - Math.clz32(set);
    best[set] = best[set ^ (1 << v)]!;
    for (let e = 0; e < weights.length; e++) {
      const a = ends[2 * e]!;
      const b = ends[2 * e + 1]!;
      const pair = (1 << a) | (1 << b);
      if ((a === v || b === v) && (set & pair) === pair) {
        best[set] = Math.max(best[set]!, best[set ^ pair]! + weights[e]!);
      }
    }
  }
  return best[best.length - 1]!;
}

function provenWeight(graph: WeightedGraph, matching: Matching = maxWeightMatching(graph)): number {
  const proof = verifyMatching(graph, matching);
  if (!proof.proven) throw new Error(proof.because);
  return proof.primal;
}

/** Graphs of one size; few different weights make many ties and many blossoms. */
function graphs(sizes: { min: number; max: number }): fc.Arbitrary<WeightedGraph> {
  return fc
    .record({
      size: fc.integer(sizes),
      heaviest: fc.constantFrom(1, 2, 3, 10, 1_000_000),
      percent: fc.constantFrom(15, 40, 70, 100),
    })
    .chain(({ size, heaviest, percent }) => {
      const pairs: [number, number][] = [];
      for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) pairs.push(a % 2 ? [a, b] : [b, a]);
      return fc
        .array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: heaviest })), {
          minLength: pairs.length,
          maxLength: pairs.length,
          size: 'max',
        })
        .map((drawn) =>
          aGraph(
            size,
            pairs.flatMap(([a, b], i) => (drawn[i]![0] < percent ? [[a, b, drawn[i]![1]] as const] : [])),
          ),
        );
    });
}

const cliques = (count: number, size: number, weight: (a: number, b: number) => number): Edge[] => {
  const edges: Edge[] = [];
  for (let c = 0; c < count; c++) {
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) edges.push([c * size + a, c * size + b, weight(a, b)]);
    }
  }
  return edges;
};

describe('the best matching of a graph', () => {
  test('weighs as much as the best of all matchings there are', () => {
    fc.assert(
      fc.property(graphs({ min: 0, max: 10 }), (graph) => {
        expect(provenWeight(graph)).toBe(bruteForce(graph));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is proven on larger graphs, where nobody could try them all', () => {
    fc.assert(
      fc.property(graphs({ min: 20, max: 48 }), (graph) => {
        expect(provenWeight(graph)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  test('leaves the graph as it was, and is the same when asked again', () => {
    fc.assert(
      fc.property(graphs({ min: 2, max: 14 }), (graph) => {
        const before = structuredClone(graph);
        const first = maxWeightMatching(graph);
        expect(graph).toEqual(before);
        expect(maxWeightMatching(graph)).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });

  test('weighs the same under other names', () => {
    const named = graphs({ min: 2, max: 14 }).chain((graph) =>
      fc.tuple(
        fc.constant(graph),
        fc.shuffledSubarray([...Array(graph.size).keys()], { minLength: graph.size }),
      ),
    );
    fc.assert(
      fc.property(named, ([graph, names]) => {
        const renamed = { ...graph, ends: graph.ends.map((v) => names[v]!) };
        expect(provenWeight(renamed)).toBe(provenWeight(graph));
      }),
      { numRuns: 500 },
    );
  });

  test('of nobody, of one and of two', () => {
    expect(maxWeightMatching(aGraph(0, [])).mate).toEqual(new Int32Array(0));
    expect(maxWeightMatching(aGraph(1, [])).mate).toEqual(Int32Array.of(-1));
    expect(maxWeightMatching(aGraph(2, [])).mate).toEqual(Int32Array.of(-1, -1));
    expect(maxWeightMatching(aGraph(2, [[0, 1, 7]])).mate).toEqual(Int32Array.of(1, 0));
  });

  test('of a star takes its heaviest edge', () => {
    const star = aGraph(
      40,
      Array.from({ length: 39 }, (_, i): Edge => [0, i + 1, i === 17 ? 5 : 4]),
    );
    expect(maxWeightMatching(star).mate[0]).toBe(18);
    expect(provenWeight(star)).toBe(5);
  });

  test('of equal odd cliques leaves one out of each', () => {
    expect(
      provenWeight(
        aGraph(
          9 * 7,
          cliques(9, 7, () => 3),
        ),
      ),
    ).toBe(9 * 3 * 3);
  });

  test('of odd cliques inside odd cliques', () => {
    // Heavier the closer: threes inside nines inside a 27, every set odd.
    const closeness = (a: number, b: number) =>
      Math.floor(a / 3) === Math.floor(b / 3) ? 9 : Math.floor(a / 9) === Math.floor(b / 9) ? 8 : 7;
    expect(provenWeight(aGraph(27, cliques(1, 27, closeness)))).toBe(9 * 9 + 3 * 8 + 1 * 7);
  });

  test('with many ties and one whom nobody can take', () => {
    const edges = cliques(1, 60, () => 10);
    expect(provenWeight(aGraph(62, [...edges, [0, 60, 10], [0, 61, 10]]))).toBe(30 * 10);
  });

  test('of parallel edges takes the heavier', () => {
    const graph = aGraph(2, [
      [0, 1, 3],
      [1, 0, 8],
    ]);
    expect(provenWeight(graph)).toBe(8);
  });

  test.each([
    ['a weight of nothing', aGraph(2, [[0, 1, 0]])],
    ['half a point', aGraph(2, [[0, 1, 0.5]])],
    ['an edge to oneself', aGraph(2, [[1, 1, 1]])],
    ['an edge to nobody', aGraph(2, [[0, 2, 1]])],
    ['weights that cannot be added up exactly', aGraph(8, [[0, 1, 2 ** 51]])],
  ])('refuses %s', (_, graph) => {
    expect(() => maxWeightMatching(graph)).toThrow(RangeError);
  });
});

describe('the proof of a matching', () => {
  // Two triangles and a bridge: the best needs a blossom with a dual of its own.
  const graph = aGraph(6, [
    [0, 1, 8],
    [1, 2, 8],
    [0, 2, 8],
    [2, 3, 2],
    [3, 4, 8],
    [4, 5, 8],
    [3, 5, 8],
  ]);
  const broken = (change: (matching: { mate: Int32Array; y: Float64Array; z: Float64Array }) => void) => {
    const { mate, certificate } = maxWeightMatching(graph);
    const parts = { mate, y: certificate.vertexDuals, z: certificate.setDuals };
    change(parts);
    return verifyMatching(graph, { mate, certificate });
  };

  test('holds for what the search found', () => {
    expect(broken(() => {})).toEqual({ proven: true, primal: 18, dual: 18 });
  });

  test('fails when a dual was moved by a step too many, whichever it is', () => {
    for (let v = 0; v < 6; v++) {
      for (const step of [-1, 1]) {
        const proof = broken(({ y }) => {
          y[v]! += step;
        });
        expect(proof.proven).toBe(false);
      }
    }
  });

  test('fails when the dual of a blossom was not kept', () => {
    const { setDuals } = maxWeightMatching(graph).certificate;
    expect(setDuals.some((z) => z > 0)).toBe(true);
    expect(broken(({ z }) => z.fill(0)).proven).toBe(false);
  });

  test('fails for a matching that is good but not the best', () => {
    const proof = broken(({ mate }) => {
      mate[mate.indexOf(3)] = -1;
      mate[3] = -1;
    });
    expect(proof.proven).toBe(false);
  });

  test('fails for mates who do not agree, or who share no edge', () => {
    expect(broken(({ mate }) => mate.set([1, 2])).proven).toBe(false);
    expect(broken(({ mate }) => mate.set([5, 4, 3, 2, 1, 0])).proven).toBe(false);
  });

  test('lets nothing through that a search with a bug in its duals got wrong', () => {
    const right = AlternatingForest.prototype.relabel;
    let caught = 0;
    const relabel = vi.spyOn(AlternatingForest.prototype, 'relabel');
    relabel.mockImplementation(function (this: AlternatingForest, node, from, to) {
      right.call(this, node, from, to);
      // The planted bug: an inner node forgets to settle its dual.
      if (from === INNER) this.dual[node]! -= 2;
    });
    fc.assert(
      fc.property(graphs({ min: 4, max: 10 }), (drawn) => {
        const proof = verifyMatching(drawn, maxWeightMatching(drawn));
        if (proof.proven) expect(proof.primal).toBe(bruteForce(drawn));
        else caught++;
      }),
      { numRuns: 300, seed: 1 },
    );
    relabel.mockRestore();
    expect(caught).toBeGreaterThan(10);
  });

  test('fails for a set inside itself', () => {
    const { mate, certificate } = maxWeightMatching(graph);
    const parent = certificate.parent.slice();
    parent[6] = 7;
    parent[7] = 6;
    expect(verifyMatching(graph, { mate, certificate: { ...certificate, parent } }).proven).toBe(false);
  });
});
