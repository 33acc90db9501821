/**
 * The cheapest way to give each of `size` rows a column of its own, exactly; for asking often, with tables of
 * one size. Costs are whole numbers, row by row. O(size^3) at worst; a quarter of a millisecond for 250.
 *
 * Source: Jonker and Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems (1987): columns take their cheapest row, rows outbid each other, and who is still without a column
 * finds a shortest way of exchanges to one. `price` is what a column costs in the dual: that no row could do
 * better at these prices is the proof, and a test checks it.
 */
export class BestAssignment {
  private readonly columnOf: Int32Array;
  private readonly price: Float64Array;
  private readonly size: number;
  private readonly rowOf: Int32Array;
  private readonly distance: Float64Array;
  private readonly before: Int32Array;
  private readonly order: Int32Array;
  private cost: Int32Array = new Int32Array(0);

  constructor(size: number) {
    this.size = size;
    this.columnOf = new Int32Array(size);
    this.price = new Float64Array(size);
    this.rowOf = new Int32Array(size);
    this.distance = new Float64Array(size);
    this.before = new Int32Array(size);
    this.order = new Int32Array(size);
  }

  /** The column of each row, and the price of each column; both good until the next time. */
  solve(cost: Int32Array): { columnOf: Int32Array; price: Float64Array } {
    const { columnOf, price } = this;
    this.cost = cost;
    const without = this.takeCheapest();
    if (this.size > 1) for (const row of this.outbid(this.outbid(without))) this.augment(row);
    return { columnOf, price };
  }

  /** Each column takes its cheapest row, if that is still free; returns the rows that nobody took. */
  private takeCheapest(): number[] {
    const { size, cost, columnOf, rowOf, price, before: cheapest } = this;
    price.fill(Infinity);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        if (cost[row * size + column]! >= price[column]!) continue;
        price[column] = cost[row * size + column]!;
        cheapest[column] = row;
      }
    }
    columnOf.fill(-1);
    rowOf.fill(-1);
    for (let column = size - 1; column >= 0; column--) {
      const row = cheapest[column]!;
      if (columnOf[row]! >= 0) continue;
      columnOf[row] = column;
      rowOf[column] = row;
    }
    const without: number[] = [];
    for (let row = 0; row < size; row++) if (columnOf[row]! < 0) without.push(row);
    return without;
  }

  /** Each row takes its best column at today's prices and makes it just too dear for itself to look further. */
  private outbid(bidders: number[]): number[] {
    const { size, cost, columnOf, rowOf, price } = this;
    const without: number[] = [];
    // A war of small bids is left to the shortest ways.
    let bids = 4 * size;
    for (let next = 0; next < bidders.length; ) {
      const row = bidders[next++]!;
      let best = Infinity;
      let second = Infinity;
      let column = -1;
      let other = -1;
      const start = row * size;
      for (let each = 0; each < size; each++) {
        const dear = cost[start + each]! - price[each]!;
        if (dear >= second) continue;
        if (dear < best) {
          second = best;
          other = column;
          best = dear;
          column = each;
        } else {
          second = dear;
          other = each;
        }
      }
      if (best < second) price[column]! -= second - best;
      else if (rowOf[column]! >= 0) column = other;
      const outbid = rowOf[column]!;
      columnOf[row] = column;
      rowOf[column] = row;
      if (outbid < 0) continue;
      columnOf[outbid] = -1;
      if (best < second && bids-- > 0) bidders[--next] = outbid;
      else without.push(outbid);
    }
    return without;
  }

  /** Dijkstra's search from a row for the nearest column that is free, and the exchanges along the way. */
  private augment(from: number): void {
    const { size, cost, columnOf, rowOf, price, distance, before, order } = this;
    for (let column = 0; column < size; column++) {
      distance[column] = cost[from * size + column]! - price[column]!;
      before[column] = from;
      order[column] = column;
    }
    // In `order`: columns done, then those at the least distance, then the rest.
    let done = 0;
    let near = 0;
    let settled = 0;
    let least = 0;
    let end = -1;
    while (end < 0) {
      if (near === done) {
        settled = done;
        least = distance[order[near++]!]!;
        for (let k = near; k < size; k++) {
          const column = order[k]!;
          if (distance[column]! > least) continue;
          if (distance[column]! < least) {
            near = done;
            least = distance[column]!;
          }
          order[k] = order[near]!;
          order[near++] = column;
        }
        for (let k = done; k < near && end < 0; k++) if (rowOf[order[k]!]! < 0) end = order[k]!;
        continue;
      }
      const via = order[done++]!;
      const row = rowOf[via]!;
      const shift = cost[row * size + via]! - price[via]! - least;
      for (let k = near; k < size; k++) {
        const column = order[k]!;
        const way = cost[row * size + column]! - price[column]! - shift;
        if (way >= distance[column]!) continue;
        distance[column] = way;
        before[column] = row;
        if (way > least) continue;
        if (rowOf[column]! < 0) {
          end = column;
          break;
        }
        order[k] = order[near]!;
        order[near++] = column;
      }
    }
    for (let k = 0; k < settled; k++) price[order[k]!]! += distance[order[k]!]! - least;
    for (let column = end; ; ) {
      const row = before[column]!;
      rowOf[column] = row;
      const next = columnOf[row]!;
      columnOf[row] = column;
      if (row === from) return;
      column = next;
    }
  }
}
