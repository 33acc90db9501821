import type { App } from '#use-cases/app';
import type { Metrics, UseCaseOutcome } from './metrics.ts';

/**
 * The same app, with every use case timed and its outcome counted. `now` is a steady clock in
 * milliseconds (`performance.now`): the domain's clock may be moved while a use case runs.
 */
export function measureApp(app: App, metrics: Metrics, now: () => number): App {
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
  return measured as App;
}

/** Use cases return a Result; the two that jobs call return nothing or a number, which is well enough. */
function outcomeOf(result: unknown): UseCaseOutcome {
  const maybe = result as { isErr?: () => boolean; unwrapErr?: () => { kind: UseCaseOutcome } } | undefined;
  return maybe?.isErr?.() === true && maybe.unwrapErr ? maybe.unwrapErr().kind : 'ok';
}
