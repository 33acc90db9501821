import type { ScoredPair } from './tiered-graph.ts';

/** A growing list of pairs in ten bytes each, where an object for each of a million would fill the memory. */
export class PairList implements Iterable<ScoredPair> {
  private ends = new Int32Array(2048);
  private scores = new Int16Array(1024);
  private count = 0;

  get length(): number {
    return this.count;
  }

  add({ a, b, score }: ScoredPair): void {
    if (this.count === this.scores.length) {
      const { ends, scores } = this;
      this.ends = new Int32Array(3 * this.count);
      this.ends.set(ends);
      this.scores = new Int16Array(1.5 * this.count);
      this.scores.set(scores);
    }
    this.ends[2 * this.count] = a;
    this.ends[2 * this.count + 1] = b;
    this.scores[this.count++] = score;
  }

  *[Symbol.iterator](): Iterator<ScoredPair> {
    for (let i = 0; i < this.count; i++) {
      yield { a: this.ends[2 * i]!, b: this.ends[2 * i + 1]!, score: this.scores[i]! };
    }
  }
}
