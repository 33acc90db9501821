import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingTime } from '#discord/views/meeting-times';
import { en } from '#discord/words/en';
import type { ZoneId } from '#domain/ids';

const zone = (name: string) => name as ZoneId;

describe('the hour at which two free times meet', () => {
  it('is told on both clocks, with the weekday of each', () => {
    // Monday 23:00 UTC in northern winter.
    const winter = new Date('2026-01-14T08:00:00Z');
    const zones = [zone('America/Chicago'), zone('Asia/Kolkata')];
    expect(meetingTime(23, zones, winter, en)).toEqual(['Monday 17:00', 'Tuesday 04:30']);
  });

  it('follows the clock change when the next one comes after it', () => {
    // Berlin changes on Sunday 29 March 2026 at 01:00 UTC. The next Sunday 10:00 UTC is after it.
    const before = new Date('2026-03-27T10:00:00Z');
    expect(meetingTime(6 * 24 + 10, [zone('Europe/Berlin')], before, en)).toEqual(['Sunday 12:00']);
    // Saturday 10:00 UTC still comes before it.
    expect(meetingTime(5 * 24 + 10, [zone('Europe/Berlin')], before, en)).toEqual(['Saturday 11:00']);
  });

  it('in UTC is the hour of the week it was given as, whenever it is asked', () => {
    const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    const atTheHour = instants.map((date) => new Date(Math.floor(date.getTime() / 3_600_000) * 3_600_000));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 167 }), atTheHour, (hour, now) => {
        const expected = `${weekdays[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}:00`;
        expect(meetingTime(hour, [zone('UTC')], now, en)).toEqual([expected]);
      }),
    );
  });
});
