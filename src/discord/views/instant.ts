/** An instant on each reader's own clock, with its date. */
export function instant(at: Date): string {
  return `<t:${Math.floor(at.getTime() / 1000)}:f>`;
}

/** An instant as distance from now: "in 3 hours". */
export function instantInWords(at: Date): string {
  return `<t:${Math.floor(at.getTime() / 1000)}:R>`;
}
