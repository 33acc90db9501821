import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };
import { afterAll, describe, expect, test } from 'vitest';
import type { PageMessages, PageState } from '#sandbox/web-client/protocol';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
// With these Sapphire would load our sources, however they are run.
const { VITEST: _, VITEST_WORKER_ID: __, ...env } = process.env;
/** What `npm run demo` runs. */
const [command = '', ...options] = manifest.scripts.demo.split(' ');
const directory = mkdtempSync(join(tmpdir(), 'demo-'));

const children: ChildProcess[] = [];

type Started = { child: ChildProcess; address: string; printed: () => string };

/** Starts the demo as `npm run demo` does, in a process group of its own, as a terminal does. */
const starts = async (...more: string[]): Promise<Started> => {
  const child = spawn(command, [...options, '--port', '0', '--directory', directory, ...more], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let printed = '';
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      const found = /ready in \d+ ms: (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  return { child, address, printed: () => printed };
};

/** Presses Ctrl-C: everybody in the group hears it. */
const pressesControlC = async ({ child }: Started): Promise<number | null> => {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid ?? 0), 'SIGINT');
  return await ended;
};

const look = async <Answer>(address: string, path: string): Promise<Answer> =>
  (await (await fetch(address + path)).json()) as Answer;

const act = async (address: string, person: string, call: string, ...args: unknown[]): Promise<void> => {
  const response = await fetch(`${address}/control`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person, call, args }),
  });
  expect(await response.text()).toMatch(/"kind":"done"/);
};

const state = async (address: string): Promise<PageState> =>
  (await look<{ state: PageState }>(address, '/snapshot?as=olive')).state;

const lobby = ({ places }: PageState): string =>
  places.find(({ name }) => name === 'alongside-lobby')?.id ?? '';

describe('the demo as a process', () => {
  afterAll(() => {
    // Only where something above went wrong.
    for (const { pid, exitCode } of children) if (pid && exitCode === null) process.kill(-pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  test('goes on where it was left, begins anew when asked, and leaves nothing running', {
    timeout: 120_000,
  }, async () => {
    const first = await starts('--fresh');
    expect(first.printed()).toMatch(/A new story/);
    await act(first.address, 'olive', 'runs', '/setup start');
    await expect.poll(async () => (await state(first.address)).next.text).toMatch(/Two people/);
    const before = await state(first.address);
    await expect
      .poll(
        async () =>
          (await look<PageMessages>(first.address, `/messages?as=olive&channel=${lobby(before)}`)).messages
            .length,
      )
      .toBeGreaterThan(1);
    const said = await look<PageMessages>(first.address, `/messages?as=olive&channel=${lobby(before)}`);
    expect(await pressesControlC(first)).toBe(0);
    await expect(fetch(first.address)).rejects.toThrow();

    const second = await starts();
    expect(second.printed()).toMatch(/goes on where you left it/);
    const after = await state(second.address);
    expect(after.next).toEqual(before.next);
    expect(after.places.map(({ id }) => id)).toEqual(before.places.map(({ id }) => id));
    expect(await look(second.address, `/messages?as=olive&channel=${lobby(after)}`)).toEqual(said);
    // The clock stood still in between, give or take the start itself.
    expect(Math.abs(after.clock.offset - before.clock.offset)).toBeLessThan(60_000);
    await act(second.address, 'olive', 'runs', '/setup check');
    await expect(starts('--fresh')).rejects.toThrow(/ended with 1: Another demo \(process \d+\) uses/);
    expect(await pressesControlC(second)).toBe(0);
    expect(readdirSync(join(directory, 'database')).filter((name) => /lock/.test(name))).toEqual([]);

    const third = await starts('--fresh');
    expect((await state(third.address)).next.text).toMatch(/type \/setup start/);
    expect(await pressesControlC(third)).toBe(0);
    expect(existsSync(join(directory, 'world.json'))).toBe(true);
  });
});
