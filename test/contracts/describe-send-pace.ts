import { describe, expect, test } from 'vitest';
import type { SendPace } from '#use-cases/ports/send-pace';

const SENDS_A_SECOND = 35;

/** What every `SendPace` promises, over the processes that share it. */
export function describeSendPace(processes: () => SendPace[]): void {
  describe('the send pace', () => {
    test('no more than 35 of those who ask at once may send within any second, over all processes', async () => {
      const asked = Date.now();
      const waits = await Promise.all(
        processes().flatMap((pace) => Array.from({ length: SENDS_A_SECOND }, () => pace.take())),
      );
      const spent = Date.now() - asked;
      const sorted = waits.toSorted((one, other) => one - other);
      expect(sorted[0]).toBeLessThanOrEqual(spent);
      // The asking itself took `spent`, so a reservation's instant is its wait plus at most that much.
      const last = sorted.at(-1)! + spent;
      expect(last).toBeGreaterThanOrEqual(((waits.length - 1) * 1_000) / SENDS_A_SECOND);
    });
  });
}
