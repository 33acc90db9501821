import type { App } from '#use-cases/app';
import type { Metrics, UseCaseOutcome } from './metrics.ts';

/**
 * The same app, with every use case timed and its outcome counted, and with what the ledger did told.
 * `now` is a steady clock in milliseconds (`performance.now`), `wall` the time it is: the domain's clock
 * may be moved while a use case runs.
 */
export function measureApp(
  app: App,
  metrics: Metrics,
  now: () => number,
  wall: () => number = Date.now,
): App {
  const measured: Record<string, unknown> = {};
  for (const name of Object.keys(app) as (keyof App)[]) {
    const useCase = app[name] as (...args: unknown[]) => Promise<unknown>;
    measured[name] = async (...args: unknown[]) => {
      const startedAt = now();
      let outcome: UseCaseOutcome = 'threw';
      try {
        const result = await useCase.apply(app, args);
        outcome = outcomeOf(result);
        return result;
      } finally {
        metrics.useCaseEnded(name, outcome, (now() - startedAt) / 1_000);
      }
    };
  }
  const { sweep, deliverEffect } = measured as App;
  return {
    ...(measured as App),
    sweep: async () => {
      const rows = await sweep();
      metrics.swept(rows, wall() / 1_000);
      return rows;
    },
    deliverEffect: async (guild, row) => {
      const delivered = await deliverEffect(guild, row);
      if (delivered && delivered.state !== 'waiting') {
        const { kind, state, lateMs } = delivered;
        metrics.effectEnded(kind, delivered.class, state, state === 'done' ? lateMs / 1_000 : null);
      }
      return delivered;
    },
  };
}

/** Use cases return a Result; what jobs call returns plain facts, which is well enough. */
function outcomeOf(result: unknown): UseCaseOutcome {
  const maybe = result as { isErr?: () => boolean; unwrapErr?: () => { kind: UseCaseOutcome } } | undefined;
  return maybe?.isErr?.() === true && maybe.unwrapErr ? maybe.unwrapErr().kind : 'ok';
}
