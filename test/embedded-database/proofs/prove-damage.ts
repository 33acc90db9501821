import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { startEmbeddedDatabase } from '#embedded-database/embedded-database';

/** That a database refuses a log in which a byte in the middle was changed, and says what to do. */
export async function proveDamageIsSeen(start: typeof startEmbeddedDatabase): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-database-'));
  try {
    const database = await start({ directory });
    const client = await MongoClient.connect(database.uri);
    for (const text of ['first', 'second', 'third']) await client.db('t').collection('c').insertOne({ text });
    await client.close();
    await database.stop();
    const lines = (await readFile(join(directory, 'log'), 'utf8')).split('\n');
    lines[1] = spoil(lines[1] as string);
    await writeFile(join(directory, 'log'), lines.join('\n'));
    const outcome = await start({ directory }).then(
      async (opened) => opened.stop().then(() => 'it was opened'),
      (error: Error) => error.message,
    );
    if (!/damaged from byte \d+ .*backup/.test(outcome)) throw new Error(`a damaged log: ${outcome}`);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Changes a letter of a text in the first entry of a line, so that only its checksum can tell. */
function spoil(line: string): string {
  const [checksum, text = ''] = line.split(' ');
  const [entry = '', ...others] = text.split(',');
  const bytes = Buffer.from(entry, 'base64');
  bytes.write('X', bytes.indexOf('second'));
  return `${checksum} ${[bytes.toString('base64'), ...others].join()}`;
}
