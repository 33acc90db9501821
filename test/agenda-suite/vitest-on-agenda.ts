import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

const project = fileURLToPath(new URL('../..', import.meta.url));
const checkout = join(realpathSync(String(process.env['AGENDA_CHECKOUT'])), 'packages/');

/** Agenda's tests import its source; they get the installed packages instead, and all else from this project. */
const installedPackages: Plugin = {
  name: 'installed-packages',
  enforce: 'pre',
  resolveId(source, importer = '') {
    if (source === 'agenda-checkout') return join(checkout, 'agenda/test/shared/index.ts');
    if (!importer.startsWith(checkout)) return null;
    if (source === 'agenda/testing') return join(project, 'test/agenda-suite/suite-with-forks.ts');
    const installed = (name: string) => this.resolve(name, join(project, 'package.json'));
    if (!source.startsWith('.')) return installed(source);
    const path = resolve(dirname(importer), source);
    if (path.startsWith(join(checkout, 'agenda/src/'))) return installed('agenda');
    if (path.startsWith(join(checkout, 'mongo-backend/src/'))) return installed('@agendajs/mongo-backend');
    return null;
  },
};

/** For the tests that Agenda has for its MongoDB backend, from the checkout that `AGENDA_CHECKOUT` names. */
export default defineConfig({
  root: project,
  plugins: [installedPackages],
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  // That of the checkout extends one outside of its packages, and names targets for its own build.
  tsconfig: join(project, 'tsconfig.json'),
  test: {
    dir: join(checkout, 'mongo-backend/test'),
    include: ['**/*.test.ts'],
    globalSetup: join(project, 'test/agenda-suite/database-for-agenda.ts'),
    // They measure time: one file beside another would take it from it.
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
