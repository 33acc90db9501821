import { err, ok } from '@sapphire/result';
import { describe, expect, test } from 'vitest';
import { measureApp } from '#telemetry/measure-app';
import { createMetrics } from '#telemetry/metrics';
import type { Actor } from '#use-cases/actor';
import type { App } from '#use-cases/app';

const quiet = { processMetrics: false };

describe('metrics', () => {
  test('count effects and how late they were', async () => {
    const metrics = createMetrics(quiet);
    metrics.effectEnded('prompt', 'ping', 'done', 4);
    metrics.effectEnded('prompt', 'ping', 'missed', null);
    metrics.swept(3, 1_700_000_000);
    const text = await metrics.text();
    expect(text).toContain('alongside_effects_total{effect="prompt",state="done"} 1');
    expect(text).toContain('alongside_effects_total{effect="prompt",state="missed"} 1');
    expect(text).toContain('alongside_effect_lateness_seconds_count{class="ping"} 1');
    expect(text).toContain('alongside_swept_rows_total 3');
    expect(text).toContain('alongside_last_sweep_timestamp_seconds 1700000000');
  });

  test('never carry a guild, a member or what somebody wrote', async () => {
    const metrics = createMetrics(quiet);
    for (const leak of ['112233445566778899', 'canary words', 'a1234567', 'x'.repeat(41), '']) {
      metrics.effectEnded(leak as never, leak as never, leak as never, 1);
      metrics.useCaseEnded(leak as never, leak as never, 1);
    }
    const text = await metrics.text();
    expect(text).not.toMatch(/112233|canary|1234567|xxxx/);
    expect(text).toContain('alongside_effects_total{effect="other",state="other"} 5');
  });

  test('of two apps in one process stay apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.swept(1, 1);
    expect(await one.text()).toContain('process_cpu_seconds_total');
    expect(await other.text()).toContain('alongside_swept_rows_total 0');
  });
});

describe('a measured app', () => {
  const actor = {} as Actor;

  test('answers as before, and its outcomes are counted', async () => {
    let ms = 0;
    const app = {
      rateSupport: async (_: Actor, input: { rating: 'supported' }) => ok(input),
      pulse: async () => err({ kind: 'not-a-member' }),
      sweep: async () => 7,
      deliverEffect: async () => ({ kind: 'prompt', class: 'ping', state: 'done', lateMs: 4_000 }),
      leave: async () => {
        throw new Error('down');
      },
    } as unknown as App;
    const metrics = createMetrics(quiet);
    const measured = measureApp(app, metrics, () => (ms += 250));

    const rated = await measured.rateSupport(actor, { partnership: 'p' as never, rating: 'supported' });
    expect(rated.unwrap()).toEqual({ partnership: 'p', rating: 'supported' });
    await measured.pulse(actor, { partnership: 'p' as never, answer: 'yes' as never });
    expect(await measured.sweep()).toBe(7);
    await measured.deliverEffect('guild' as never, 'row' as never);
    await expect(measured.leave(actor, {})).rejects.toThrow('down');

    const text = await metrics.text();
    expect(text).toContain('alongside_use_case_seconds_sum{use_case="rateSupport",outcome="ok"} 0.25');
    expect(text).toContain('alongside_use_case_seconds_count{use_case="pulse",outcome="not-a-member"} 1');
    expect(text).toContain('alongside_swept_rows_total 7');
    expect(text).toContain('alongside_effects_total{effect="prompt",state="done"} 1');
    expect(text).toContain('alongside_use_case_seconds_count{use_case="sweep",outcome="ok"} 1');
    expect(text).toContain('alongside_use_case_seconds_count{use_case="leave",outcome="threw"} 1');
  });
});
