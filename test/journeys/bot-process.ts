import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '#telemetry/logger';
import { compose } from '../../src/compose.ts';
import { MovableClock } from '../../src/sandbox/movable-clock.ts';
import { SANDBOX_PACE, sandboxConfig } from '../../src/sandbox/town.ts';

/**
 * The bot alone in a process of its own, so that it can be killed. Each line it reads is an instant to
 * live until (ISO 8601); it answers `settled` when everything due by then is done. SIGKILL needs no manners.
 */
const [apiUrl = '', token = '', uri = '', startsAt = ''] = process.argv.slice(2);
const clock = MovableClock.startingAt(new Date(startsAt));
const running = await compose({
  config: sandboxConfig({ apiUrl, token }, { kind: 'mongodb', uri }),
  clock,
  logger: createLogger({ level: 'silent' }),
  pace: SANDBOX_PACE,
});
process.stdout.write('ready\n');

const settle = async () => {
  await running.app.sweep();
  while ((await running.ledgerClaims.unsettled(clock.now())) > 0) await pause(10);
};

for await (const line of createInterface({ input: process.stdin })) {
  const until = new Date(line);
  for (;;) {
    await settle();
    const next = await running.ledgerClaims.nextWake();
    if (!next || next > until) break;
    clock.moveTo(next);
  }
  clock.moveTo(until);
  await settle();
  process.stdout.write('settled\n');
}
await running.stop();
process.exit(0);
