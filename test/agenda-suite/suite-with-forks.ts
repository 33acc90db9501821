/**
 * What Agenda's tests import as `agenda/testing`: the suites of the checkout. Their fork helper imports
 * Agenda's source, so that jobs in child processes get one that runs the installed packages.
 */
import { fileURLToPath } from 'node:url';
import { fullAgendaTestSuite as fullSuite } from 'agenda-checkout';

const forkHelper = fileURLToPath(new URL('./forked-job.ts', import.meta.url));

export * from 'agenda-checkout';

/** Agenda's full suite, with the fork helper of this folder. */
export const fullAgendaTestSuite: typeof fullSuite = (config) =>
  fullSuite({ ...config, forkHelper: { ...config.forkHelper, path: forkHelper } });
