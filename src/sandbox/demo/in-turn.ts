/** Lets one thing happen after the other: whoever asks waits for those before. A failure is the asker's alone. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return await mine;
  }
}
