/** Nobody pays so much for a column: what a row without another choice bids to keep its own. */
const DEAREST = 1e9;

/**
 * The cheapest way to give each of `size` rows a column of its own, exactly, where each row knows few columns:
 * its own (that of the same number) and up to `most` others. For asking often: it takes about as long as there
 * are rows that want to change. Costs are whole numbers.
 *
 * Source: Jonker and Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems (1987), begun from everybody in their own column, each at the price that its row would pay: rows that
 * find better outbid each other, and who is then still without a column finds a shortest way of exchanges to
 * one. `price` is what a column costs in the dual: that no row could do better at these prices is the proof,
 * and a test checks it.
 */
export class BestAssignment {
  /** What a row's own column costs, how many others it knows, and which at what cost, in rows of `most`. */
  readonly own: Int32Array;
  readonly count: Int32Array;
  readonly columns: Int32Array;
  readonly costs: Int32Array;
  private readonly size: number;
  private readonly most: number;
  private readonly columnOf: Int32Array;
  private readonly rowOf: Int32Array;
  private readonly price: Float64Array;
  /** In a search: how far each column is, from which row, and those reached, the settled ones first. */
  private readonly distance: Float64Array;
  private readonly before: Int32Array;
  private readonly reached: Int32Array;
  private reachedCount = 0;

  constructor(size: number, most: number) {
    this.size = size;
    this.most = most;
    this.own = new Int32Array(size);
    this.count = new Int32Array(size);
    this.columns = new Int32Array(size * most);
    this.costs = new Int32Array(size * most);
    this.columnOf = new Int32Array(size);
    this.rowOf = new Int32Array(size);
    this.price = new Float64Array(size);
    this.distance = new Float64Array(size).fill(Infinity);
    this.before = new Int32Array(size);
    this.reached = new Int32Array(size);
  }

  /** The column of each row, and the price of each column; both good until the next time. */
  solve(): { columnOf: Int32Array; price: Float64Array } {
    const { columnOf, price } = this;
    for (const row of this.outbid(this.outbid(this.begin()))) this.augment(row);
    return { columnOf, price };
  }

  /** Everybody in their own column but those who would rather have another; returns these. */
  private begin(): number[] {
    const { size, most, own, count, columns, costs, columnOf, rowOf, price } = this;
    const without: number[] = [];
    price.set(own);
    for (let row = 0; row < size; row++) {
      columnOf[row] = row;
      rowOf[row] = row;
    }
    for (let row = 0; row < size; row++) {
      const end = row * most + count[row]!;
      for (let i = row * most; i < end; i++) {
        if (costs[i]! >= own[columns[i]!]!) continue;
        columnOf[row] = -1;
        rowOf[row] = -1;
        without.push(row);
        break;
      }
    }
    return without;
  }

  /** Each row takes its best column at today's prices and makes it just too dear for itself to look further. */
  private outbid(bidders: number[]): number[] {
    const { size, most, own, count, columns, costs, columnOf, rowOf, price } = this;
    const without: number[] = [];
    // A war of small bids is left to the shortest ways.
    let bids = 4 * size;
    for (let next = 0; next < bidders.length; ) {
      const row = bidders[next++]!;
      let best = own[row]! - price[row]!;
      let second = DEAREST;
      let column = row;
      let other = row;
      const end = row * most + count[row]!;
      for (let i = row * most; i < end; i++) {
        const each = columns[i]!;
        const dear = costs[i]! - price[each]!;
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
    const { columnOf, rowOf, price, distance, before, reached } = this;
    this.reachedCount = 0;
    let settled = 0;
    let least = 0;
    let end = -1;
    for (let row = from; end < 0; ) {
      this.reach(row, least);
      let at = settled;
      for (let k = settled + 1; k < this.reachedCount; k++)
        if (distance[reached[k]!]! < distance[reached[at]!]!) at = k;
      const column = reached[at]!;
      reached[at] = reached[settled]!;
      reached[settled++] = column;
      least = distance[column]!;
      row = rowOf[column]!;
      if (row < 0) end = column;
    }
    for (let k = 0; k < this.reachedCount; k++) {
      const column = reached[k]!;
      if (k < settled) price[column]! += distance[column]! - least;
      distance[column] = Infinity;
    }
    for (let column = end; ; ) {
      const row = before[column]!;
      rowOf[column] = row;
      const next = columnOf[row]!;
      columnOf[row] = column;
      if (row === from) return;
      column = next;
    }
  }

  /** Looks at the columns of a row whose own way is `least` long. */
  private reach(row: number, least: number): void {
    const { most, own, count, columns, costs, columnOf } = this;
    const start = row * most;
    const end = start + count[row]!;
    // A row's way ends at the column it holds, so further ways are counted from there.
    const held = columnOf[row]!;
    let shift = -least;
    if (held === row) shift += own[row]! - this.price[row]!;
    else if (held >= 0)
      for (let i = start; i < end; i++) if (columns[i] === held) shift += costs[i]! - this.price[held]!;
    this.shorten(row, row, own[row]!, shift);
    for (let i = start; i < end; i++) this.shorten(row, columns[i]!, costs[i]!, shift);
  }

  private shorten(row: number, column: number, cost: number, shift: number): void {
    const { distance } = this;
    const way = cost - this.price[column]! - shift;
    const now = distance[column]!;
    if (way >= now) return;
    if (now === Infinity) this.reached[this.reachedCount++] = column;
    distance[column] = way;
    this.before[column] = row;
  }
}
