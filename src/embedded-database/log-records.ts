import { crc32 } from 'node:zlib';
import { decode, encode } from './bson-values.ts';
import type { LogEntry } from './store.ts';

/** What every record begins with; by it a record can be found again after damage. */
const magic = Buffer.from('\x89eLOG\r\n\x01', 'latin1');
const headerBytes = magic.length + 8;

/** One record: the entries of one commit, which are replayed all or not at all, behind a length and a checksum. */
export function frameRecord(entries: readonly LogEntry[]): Buffer {
  const payload = Buffer.concat(entries.map((entry) => encode({ ...entry })));
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(payload.length, magic.length);
  header.writeUInt32LE(crc32(payload), magic.length + 4);
  return Buffer.concat([header, payload]);
}

/** The end of the record at a place, or undefined if there is no whole and undamaged record. */
function recordEnd(log: Buffer, at: number): number | undefined {
  if (at + headerBytes > log.length || log.compare(magic, 0, magic.length, at, at + magic.length) !== 0)
    return undefined;
  const end = at + headerBytes + log.readUInt32LE(at + magic.length);
  if (end > log.length) return undefined;
  return crc32(log.subarray(at + headerBytes, end)) === log.readUInt32LE(at + magic.length + 4)
    ? end
    : undefined;
}

/**
 * Reads records in order up to the first that is torn or damaged, and says where the good part ends. If a whole
 * record follows later, the log was not merely cut short by a crash: it is damaged, and that is an error.
 */
export function readRecords(log: Buffer, path: string, use: (entry: LogEntry) => void): number {
  let at = 0;
  for (;;) {
    const end = recordEnd(log, at);
    if (end === undefined) break;
    for (let next = at + headerBytes; next < end; ) {
      const size = log.readInt32LE(next);
      use(decode(log.subarray(next, next + size)) as LogEntry);
      next += size;
    }
    at = end;
  }
  for (let next = log.indexOf(magic, at + 1); next >= 0; next = log.indexOf(magic, next + 1)) {
    if (recordEnd(log, next) === undefined) continue;
    throw new Error(
      `The database log ${path} is damaged from byte ${at} to byte ${next}, with good records behind. ` +
        'Nothing was changed. Restore the file from a backup; or, to give up what was written from there on, ' +
        `keep a copy and cut the file off: truncate --size=${at} ${path}`,
    );
  }
  return at;
}
