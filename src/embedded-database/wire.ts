import { type Doc, decode, encode } from '#query-language/bson-values';
import { CommandError } from '#query-language/command-error';

/** A request as it came over the wire. */
export interface Request {
  requestId: number;
  /** Whether it came in the old message, which a handshake may still use, and is answered in. */
  legacy: boolean;
  /** Whether the client wants no answer. */
  silent: boolean;
  body: Doc;
  /** Why there is no body: it has something in it that is not supported. */
  refusal?: CommandError;
}

const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;
/** The length, request id, id answered to and opcode that every message begins with. */
const headerBytes = 16;
const moreToCome = 2;
export const maxMessageBytes = 48_000_000 + 16 * 1024;

/** Reads a message that lacks its length: OP_MSG, or the OP_QUERY of a handshake. Anything else is an error. */
export function parseRequest(message: Buffer): Request {
  const [requestId, opcode] = [message.readInt32LE(0), message.readInt32LE(8)];
  const content = message.subarray(headerBytes - 4);
  const request = { requestId, legacy: opcode === opQuery, silent: false };
  if (opcode === opQuery) {
    const end = content.indexOf(0, 4);
    const name = content.toString('utf8', 4, end);
    if (!name.endsWith('.$cmd')) throw new Error('OP_QUERY is supported for handshakes only');
    const body = decode(section(content, end + 9));
    return { ...request, body: { ...body, $db: name.slice(0, -'.$cmd'.length) } };
  }
  if (opcode !== opMessage) throw new Error(`the wire operation ${opcode} is not supported`);
  const flags = content.readUInt32LE(0);
  if ((flags & 0xffff & ~moreToCome) !== 0) throw new Error(`unknown flags ${flags}`);
  try {
    const body = parseSections(content.subarray(4));
    return { ...request, silent: (flags & moreToCome) !== 0, body };
  } catch (refusal) {
    if (refusal instanceof CommandError) return { ...request, body: {}, refusal };
    throw refusal;
  }
}

/** The body of a command with the sequences of documents that come beside it. */
function parseSections(content: Buffer): Doc {
  let body: Doc = {};
  const sequences: Doc = {};
  for (let at = 0; at < content.length; ) {
    const kind = content[at];
    const part = section(content, at + 1);
    if (kind === 0) body = decode(part);
    else if (kind !== 1) throw new Error(`an unknown kind of section: ${kind}`);
    else {
      const nameEnd = part.indexOf(0, 4);
      const documents: Doc[] = [];
      for (let next = nameEnd + 1; next < part.length; next += part.readInt32LE(next))
        documents.push(decode(section(part, next)));
      sequences[part.toString('utf8', 4, nameEnd)] = documents;
    }
    at += 1 + part.length;
  }
  return Object.assign(body, sequences);
}

/** What begins at a place with its own length in bytes. */
function section(content: Buffer, at: number): Buffer {
  return content.subarray(at, at + content.readInt32LE(at));
}

export function frameReply({ requestId, legacy }: Pick<Request, 'requestId' | 'legacy'>, reply: Doc): Buffer {
  // OP_REPLY: flags 8 (AwaitCapable), no cursor, from 0, one document. OP_MSG: no flags, one section of kind 0.
  const opening = legacy ? int32s(8, 0, 0, 0, 1) : Buffer.alloc(5);
  const document = encode(reply);
  const length = headerBytes + opening.length + document.length;
  const header = int32s(length, requestId, requestId, legacy ? opReply : opMessage);
  return Buffer.concat([header, opening, document]);
}

function int32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt32LE(value, 4 * i);
  return bytes;
}
