/**
 * A child process of Agenda's fork mode: runs one job and leaves. An error ends it with a code that is not
 * zero, by which its parent knows that the job failed.
 */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';

const [name, job, definition] = process.argv.slice(2) as [string, string, string];
const agenda = new Agenda({
  backend: new MongoBackend({
    address: String(process.env['DB_CONNECTION']),
    collection: String(process.env['DB_COLLECTION']),
  }),
  name: `fork of ${name}`,
  forkedWorker: true,
});
await agenda.ready;
const { default: define } = (await import(definition)) as { default: (agenda: Agenda) => void };
define(agenda);
await agenda.runForkedJob(job);
process.exit();
