import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** No sandbox, because tests run as root in containers; nothing that would look for a network. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is: `CHROMIUM_PATH`, or the first on the PATH; null when there is none. */
export const CHROMIUM: string | null = (() => {
  const named = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(canRun) ?? null;
})();

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser that is already on the machine; refuses where there is none. */
export const launchChromium = async (): Promise<Browser> => {
  if (CHROMIUM === null) throw new Error('Chromium is needed: put it on the PATH, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
};
