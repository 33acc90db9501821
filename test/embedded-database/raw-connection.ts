import { once } from 'node:events';
import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';

/** A connection that sends exactly what it is told, for what a driver would do only by itself. */
export async function rawConnection(uri: string) {
  const url = new URL(uri.replace('mongodb:', 'http:'));
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return {
    send: async (command: object, flags = 0): Promise<Record<string, unknown>> => {
      const body = serialize({ ...command, $db: 'test' });
      const head = Buffer.alloc(21);
      head.writeInt32LE(head.length + body.length, 0);
      head.writeInt32LE(2013, 12);
      head.writeUInt32LE(flags, 16);
      socket.write(Buffer.concat([head, body]));
      const chunks: Buffer[] = [];
      for (;;) {
        const [chunk] = (await Promise.race([
          once(socket, 'data'),
          once(socket, 'close').then(() => [undefined]),
        ])) as [Buffer?];
        if (chunk === undefined) throw new Error('the connection was closed');
        chunks.push(chunk);
        const reply = Buffer.concat(chunks);
        if (reply.length >= reply.readInt32LE(0))
          return deserialize(reply.subarray(21)) as Record<string, unknown>;
      }
    },
    close: () => socket.destroy(),
  };
}
