import { once } from 'node:events';
import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';

interface Waiting {
  resolve(reply: Record<string, unknown>): void;
  reject(error: Error): void;
}

/** A connection that sends exactly what it is told, one command at a time, for what a driver would do by itself. */
export async function rawConnection(uri: string) {
  const url = new URL(uri.replace('mongodb:', 'http:'));
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let waiting: Waiting | undefined;
  socket.on('error', () => socket.destroy());
  socket.on('close', () => waiting?.reject(new Error('the connection was closed')));
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 4 || received.length < received.readInt32LE(0)) return;
    const reply = received;
    received = Buffer.alloc(0);
    waiting?.resolve(deserialize(reply.subarray(21)) as Record<string, unknown>);
  });
  return {
    send: (command: object, { flags = 0, $db = 'test' } = {}): Promise<Record<string, unknown>> => {
      const body = serialize({ ...command, $db });
      const head = Buffer.alloc(21);
      head.writeInt32LE(head.length + body.length, 0);
      head.writeInt32LE(2013, 12);
      head.writeUInt32LE(flags, 16);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        if (socket.destroyed) reject(new Error('the connection was closed'));
        else socket.write(Buffer.concat([head, body]));
      });
    },
    close: () => socket.destroy(),
  };
}
