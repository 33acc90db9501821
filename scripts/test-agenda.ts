/**
 * Runs the tests that Agenda has for its MongoDB backend, found in a checkout of github.com/agenda/agenda:
 *   tsx --conditions=source scripts/test-agenda.ts FOLDER
 * The tests are Agenda's, unchanged. They test the installed `agenda` and `@agendajs/mongo-backend`, on the
 * database that all tests take. Vitest counts what passed, failed and was skipped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HOW_TO_GET_THEM = `Agenda's tests are in its repository, not in its packages:
  git clone https://github.com/agenda/agenda FOLDER
  npm run test:agenda -- FOLDER`;

const [folder] = process.argv.slice(2);
if (folder === undefined) giveUp('Which folder has a checkout of Agenda?');
const missing = ['packages/agenda/test/shared/index.ts', 'packages/mongo-backend/test'].find(
  (path) => !existsSync(join(folder, path)),
);
if (missing !== undefined) giveUp(`There is no ${missing} in ${folder}.`);

// A test may be older or newer than the package, which is the first thing to know of one that fails.
for (const [name, source] of [
  ['agenda', 'packages/agenda'],
  ['@agendajs/mongo-backend', 'packages/mongo-backend'],
] as const)
  console.log(
    `${name}: tests of ${versionIn(join(folder, source))}, installed ${versionIn(`node_modules/${name}`)}`,
  );

const vitest = spawn(
  'npx',
  ['--no-install', 'vitest', 'run', '--config', 'test/agenda-suite/vitest-on-agenda.ts'],
  {
    env: { ...process.env, AGENDA_CHECKOUT: folder },
    stdio: 'inherit',
  },
);
const [code] = await once(vitest, 'exit');
process.exit(typeof code === 'number' ? code : 1);

function versionIn(directory: string): string {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).version;
}

function giveUp(reason: string): never {
  console.error(`${reason}\n${HOW_TO_GET_THEM}`);
  process.exit(1);
}
