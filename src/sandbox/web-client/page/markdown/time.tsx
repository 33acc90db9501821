import { useEffect, useState } from 'preact/hooks';
import { useNames } from '../data/names.ts';

const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  /** Ours: when a message of another day was sent. */
  day: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

/** How far an instant is from now, in the largest unit that fits. */
export function inWords(seconds: number, nowSeconds: number): string {
  const distance = seconds - nowSeconds;
  for (const [unit, length] of UNITS)
    if (Math.abs(distance) >= length) return relative.format(Math.round(distance / length), unit);
  return relative.format(Math.round(distance), 'second');
}

/** An instant in the zone of the person who looks, in one of Discord's styles. */
export function instantText(ms: number, style: string, zone: string): string {
  const format = FORMATS[style] ?? FORMATS['f'];
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: zone }).format(ms);
}

/** `<t:...>`: a time as the reader's own clock shows it; relative ones go on by themselves. */
export function Time({ seconds, style }: { seconds: number; style: string }) {
  const { zone, offset } = useNames();
  const [, tick] = useState(0);
  useEffect(() => {
    if (style !== 'R') return;
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, [style]);
  const ms = seconds * 1000;
  const isKnown = Math.abs(ms) < 8.64e15;
  if (!isKnown) return <span>an unknown time</span>;
  const nowSeconds = (Date.now() + offset) / 1000;
  return (
    <time dateTime={new Date(ms).toISOString()} title={instantText(ms, 'F', zone)}>
      {style === 'R' ? inWords(seconds, nowSeconds) : instantText(ms, style, zone)}
    </time>
  );
}
