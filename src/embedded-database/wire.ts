import { type Doc, decode, encode } from './bson-values.ts';
import { CommandError } from './command-error.ts';

/** A request as it came over the wire. */
export interface Request {
  requestId: number;
  body: Doc;
  /** How the answer has to be framed; a handshake may still use the old message. */
  opcode: number;
  /** The client wants no answer. */
  silent: boolean;
  /** What cannot be answered, since the body has something in it that is not supported. */
  refusal?: CommandError;
}

const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;
const headerBytes = 16;
const checksumPresent = 1;
const moreToCome = 2;
const maxMessageBytes = 48_000_000 + 16 * 1024;

/** Cuts complete messages off the front of what has been received; gives the rest back. */
export function splitMessages(received: Buffer): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = received;
  while (rest.length >= 4) {
    const length = rest.readInt32LE(0);
    if (length < headerBytes || length > maxMessageBytes) throw new Error(`a message of ${length} bytes`);
    if (rest.length < length) break;
    messages.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return { messages, rest };
}

/** Reads OP_MSG, with its document sequences, and the OP_QUERY of a handshake. Anything else is an error. */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  try {
    if (opcode === opMessage) return { requestId, opcode, ...parseMessage(message) };
  } catch (refusal) {
    if (!(refusal instanceof CommandError)) throw refusal;
    return { requestId, opcode, body: {}, silent: false, refusal };
  }
  if (opcode !== opQuery) throw new Error(`the wire operation ${opcode} is not supported`);
  const nameEnd = message.indexOf(0, headerBytes + 4);
  const name = message.toString('utf8', headerBytes + 4, nameEnd);
  if (!name.endsWith('.$cmd')) throw new Error('OP_QUERY is supported for handshakes only');
  const body = decode(section(message, nameEnd + 9));
  return { requestId, opcode, body: { ...body, $db: name.slice(0, -'.$cmd'.length) }, silent: false };
}

function parseMessage(message: Buffer): { body: Doc; silent: boolean } {
  const flags = message.readUInt32LE(headerBytes);
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0)
    throw new Error(`unknown required flags ${flags}`);
  // A checksum is optional to verify; TCP on loopback has its own.
  const end = message.length - ((flags & checksumPresent) === 0 ? 0 : 4);
  let body: Doc | undefined;
  const sequences: Doc = {};
  for (let at = headerBytes + 4; at < end; ) {
    const kind = message[at++];
    const part = section(message, at);
    if (kind === 0) body = decode(part);
    else if (kind !== 1) throw new Error(`an unknown kind of section: ${kind}`);
    else {
      const nameEnd = part.indexOf(0, 4);
      const documents: Doc[] = [];
      for (let next = nameEnd + 1; next < part.length; next += part.readInt32LE(next))
        documents.push(decode(section(part, next)));
      sequences[part.toString('utf8', 4, nameEnd)] = documents;
    }
    at += part.length;
  }
  if (body === undefined) throw new Error('a message without a body');
  return { body: Object.assign(body, sequences), silent: (flags & moreToCome) !== 0 };
}

/** What begins at a place with its own length in bytes. */
function section(message: Buffer, at: number): Buffer {
  return message.subarray(at, at + message.readInt32LE(at));
}

let lastRequestId = 0;

export function frameReply(request: Request, reply: Doc): Buffer {
  const document = encode(reply);
  const legacy = request.opcode === opQuery;
  const prefix = legacy ? 20 : 5;
  const message = Buffer.alloc(headerBytes + prefix + document.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(++lastRequestId & 0x7fffffff, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(legacy ? opReply : opMessage, 12);
  // OP_REPLY: flags 8 (AwaitCapable), no cursor, from 0, one document. OP_MSG: no flags, one section of kind 0.
  if (legacy) {
    message.writeInt32LE(8, headerBytes);
    message.writeInt32LE(1, headerBytes + 16);
  }
  message.set(document, headerBytes + prefix);
  return message;
}
