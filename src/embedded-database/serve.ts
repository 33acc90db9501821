import { startEmbeddedDatabase } from './embedded-database.ts';

// A process of its own: `serve.ts DIRECTORY [PORT]`. It says `ready URI` on a line, and ends on SIGTERM or SIGINT.
const [directory, port = '0'] = process.argv.slice(2);
const database = await startEmbeddedDatabase({
  ...(directory !== undefined && { directory }),
  port: Number(port),
  onNotice: (notice) => process.stderr.write(`${notice}\n`),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void database.stop().then(() => process.exit(0)));
}
process.stdout.write(`ready ${database.uri}\n`);
