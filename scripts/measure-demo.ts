import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '#sandbox/chromium';

/**
 * Measures what the demo promises and says whether it holds: ready within five seconds, 200 MB or less, and less
 * than 100 ms in the median from a key to the next paint with 2,000 messages in the channel.
 */

const LIMITS = { readyMs: 5_000, megabytes: 200, paintMs: 100 };
const MESSAGES = 2_000;
const KEYS = 60;

type Snapshot = { state: { me: string; places: { id: string; name: string }[] } };

const directory = mkdtempSync(join(tmpdir(), 'measure-'));
const child = spawn(
  process.execPath,
  [
    '--require',
    'tsx/cjs',
    '--import',
    'tsx/esm',
    '--conditions=source',
    'src/sandbox/demo.ts',
    '--port',
    '0',
    '--directory',
    directory,
  ],
  { detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
);

const waitForAddress = (of: ChildProcess): Promise<{ readyMs: number; address: string }> =>
  new Promise((resolve, reject) => {
    let printed = '';
    of.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk;
      const found = /ready in (\d+) ms: (http:\S+)/.exec(printed);
      if (found) resolve({ readyMs: Number(found[1]), address: found[2] ?? '' });
    });
    of.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });

/** Resident memory of the demo itself, in megabytes: the largest process of its group. */
const residentMegabytes = (group: number): number => {
  let largest = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
      const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      largest = Math.max(largest, Number(resident ?? 0));
    } catch {
      // It ended while it was looked at.
    }
  }
  return largest / 1024;
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const fill = async (address: string, person: string, channel: string): Promise<void> => {
  for (let at = 0; at < MESSAGES; at += 1)
    await fetch(`${address}/post`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        person,
        channel,
        content: `**Message ${at}** of a busy day`,
        replyTo: null,
        files: [],
      }),
    });
};

/** Milliseconds from a key to the frame after it, for each key. */
const typeAndMeasure = async (address: string, channel: string): Promise<number[]> => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${address}/?as=amara&at=${channel}`);
    const older = page.getByRole('button', { name: 'Earlier messages' });
    while ((await page.locator('.message').count()) < MESSAGES) {
      const before = await page.locator('.message').count();
      await older.click();
      await page.locator('.message').nth(before).waitFor({ state: 'attached' });
    }
    await page.evaluate(`globalThis.painted = [];
      document.addEventListener('keydown', (event) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => globalThis.painted.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        });
      }, true);`);
    await page.getByRole('textbox').click();
    for (let key = 0; key < KEYS; key += 1) {
      await page.keyboard.press(key % 6 === 5 ? 'Space' : 'a');
      await page.waitForTimeout(30);
    }
    return (await page.evaluate('globalThis.painted')) as number[];
  } finally {
    await browser.close();
  }
};

const report = (what: string, measured: number, unit: string, limit: number): boolean => {
  const holds = measured <= limit;
  console.log(
    `${what}: ${Math.round(measured * 10) / 10} ${unit} (at most ${limit})${holds ? '' : '  TOO MUCH'}`,
  );
  return holds;
};

let holds = false;
try {
  const { readyMs, address } = await waitForAddress(child);
  const atStart = residentMegabytes(child.pid ?? 0);
  const { state } = (await (await fetch(`${address}/snapshot?as=amara`)).json()) as Snapshot;
  const channel = state.places.find(({ name }) => name === 'general')?.id ?? '';
  await fill(address, 'amara', channel);
  const painted = await typeAndMeasure(address, channel);
  holds = [
    report('ready', readyMs, 'ms', LIMITS.readyMs),
    report('memory at the start', atStart, 'MB', LIMITS.megabytes),
    report(`memory with ${MESSAGES} messages`, residentMegabytes(child.pid ?? 0), 'MB', LIMITS.megabytes),
    report(`key to paint with ${MESSAGES} messages, median`, median(painted), 'ms', LIMITS.paintMs),
  ].every(Boolean);
} finally {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  rmSync(directory, { recursive: true, force: true });
}
process.exit(holds ? 0 : 1);
