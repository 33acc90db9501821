/**
 * What happens next, by time: a 4-ary heap over the ids 0 to size - 1, each in it at most once, whose time can
 * move either way. O(log n) to set or take.
 */
export class EventHeap {
  readonly time: Float64Array;
  private readonly heap: Int32Array;
  private readonly place: Int32Array;
  private count = 0;

  constructor(size: number) {
    this.time = new Float64Array(size).fill(Infinity);
    this.heap = new Int32Array(size);
    this.place = new Int32Array(size).fill(-1);
  }

  /** Puts an id at a time, or moves it there. */
  set(id: number, time: number): void {
    let at = this.place[id]!;
    if (at < 0) {
      at = this.count++;
      this.time[id] = time;
      this.up(id, at);
      return;
    }
    const before = this.time[id]!;
    this.time[id] = time;
    if (time < before) this.up(id, at);
    else if (time > before) this.down(id, at);
  }

  remove(id: number): void {
    const at = this.place[id]!;
    this.time[id] = Infinity;
    if (at < 0) return;
    this.place[id] = -1;
    const last = this.heap[--this.count]!;
    if (last === id) return;
    this.up(last, at);
    this.down(last, this.place[last]!);
  }

  /** The id that is due first, or -1. It leaves the heap, and its time stays readable until it is set again. */
  take(): number {
    if (this.count === 0) return -1;
    const first = this.heap[0]!;
    this.place[first] = -1;
    const last = this.heap[--this.count]!;
    if (this.count > 0) this.down(last, 0);
    return first;
  }

  private up(id: number, from: number): void {
    const { heap, place, time } = this;
    const due = time[id]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const other = heap[parent]!;
      if (time[other]! <= due) break;
      heap[at] = other;
      place[other] = at;
      at = parent;
    }
    heap[at] = id;
    place[id] = at;
  }

  private down(id: number, from: number): void {
    const { heap, place, time, count } = this;
    const due = time[id]!;
    let at = from;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= count) break;
      const end = Math.min(first + 4, count);
      let least = first;
      let leastTime = time[heap[first]!]!;
      for (let child = first + 1; child < end; child++) {
        const childTime = time[heap[child]!]!;
        if (childTime < leastTime) {
          least = child;
          leastTime = childTime;
        }
      }
      if (leastTime >= due) break;
      const other = heap[least]!;
      heap[at] = other;
      place[other] = at;
      at = least;
    }
    heap[at] = id;
    place[id] = at;
  }
}
