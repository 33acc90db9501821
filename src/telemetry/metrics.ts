import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EffectClass, EffectKind, RowState } from '#domain/ledger/ledger-row';
import type { Refusal } from '#domain/refusal';
import type { App } from '#use-cases/app';

/** How a use case ended: its refusal's kind, or that it threw. */
export type UseCaseOutcome = 'ok' | Refusal['kind'] | 'threw';

/**
 * What Prometheus is told. Labels are words of the product and nothing else: a label with a guild or a
 * member would be a record of who did what, and grow with every community.
 */
export interface Metrics {
  useCaseEnded(name: keyof App, outcome: UseCaseOutcome, seconds: number): void;
  /** An effect left the ledger's care; `lateness` in seconds after it was due, when it was sent. */
  effectEnded(effect: EffectKind, effectClass: EffectClass, state: RowState, lateness: number | null): void;
  /** One pass of the sweep: how many rows it woke, at which wall time in seconds since 1970. */
  swept(rows: number, atSeconds: number): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const OTHER = 'other';
const LABEL = /^[a-zA-Z][a-zA-Z0-9-]{0,39}$/;
/** Four digits in a row begin to look like somebody's id. */
const NUMBER = /\d{4}/;

/** `processMetrics` adds memory, garbage collection and event loop of this process, read when asked. */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });

  const useCases = new Histogram({
    name: 'alongside_use_case_seconds',
    help: 'How long use cases took, and how they ended.',
    labelNames: ['use_case', 'outcome'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
    registers: [registry],
  });
  const effects = new Counter({
    name: 'alongside_effects_total',
    help: 'Effects of the ledger that ended, by kind and how.',
    labelNames: ['effect', 'state'] as const,
    registers: [registry],
  });
  const lateness = new Histogram({
    name: 'alongside_effect_lateness_seconds',
    help: 'How long after its due instant an effect was done.',
    labelNames: ['class'] as const,
    buckets: [1, 5, 30, 60, 300, 3_600, 43_200],
    registers: [registry],
  });
  const sweptRows = new Counter({
    name: 'alongside_swept_rows_total',
    help: 'Rows whose own wake was lost and that the sweep found.',
    registers: [registry],
  });
  const lastSweep = new Gauge({
    name: 'alongside_last_sweep_timestamp_seconds',
    help: 'When the last sweep ended, in seconds since 1970.',
    registers: [registry],
  });

  return {
    useCaseEnded: (name, outcome, seconds) =>
      useCases.observe({ use_case: label(name), outcome: label(outcome) }, seconds),
    effectEnded: (effect, effectClass, state, late) => {
      effects.inc({ effect: label(effect), state: label(state) });
      if (late !== null) lateness.observe({ class: label(effectClass) }, Math.max(0, late));
    },
    swept: (rows, atSeconds) => {
      sweptRows.inc(rows);
      lastSweep.set(atSeconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** The types admit only words; this holds even where a cast let something else through. */
function label(value: string): string {
  return LABEL.test(value) && !NUMBER.test(value) ? value : OTHER;
}
