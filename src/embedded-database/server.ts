import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Dispatcher, errorReply } from './dispatch.ts';
import { frameReply, parseRequest, splitMessages } from './wire.ts';

export interface Server {
  port: number;
  close(): Promise<void>;
}

/** Listens on loopback only, since there are no users and passwords here. */
export async function listen(dispatcher: Dispatcher, port: number): Promise<Server> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, dispatcher, ++connections);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  dispatcher.address = `127.0.0.1:${actual}`;
  return {
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Answers the requests of one client in their order. */
function serve(socket: Socket, dispatcher: Dispatcher, connectionId: number): void {
  let parts: Buffer[] = [];
  let size = 0;
  let needed = 16;
  let queue = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => dispatcher.sessions.abandon(connectionId));
  socket.on('data', (chunk: Buffer) => {
    parts.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    try {
      const { messages, rest } = splitMessages(parts.length === 1 ? chunk : Buffer.concat(parts));
      parts = rest.length > 0 ? [rest] : [];
      size = rest.length;
      needed = size >= 4 ? rest.readInt32LE(0) : 16;
      for (const message of messages) {
        const request = parseRequest(message);
        queue = queue.then(async () => {
          const { body, refusal } = request;
          const reply = refusal ? errorReply(refusal) : await dispatcher.run(body, connectionId);
          if (!request.silent && !socket.destroyed) socket.write(frameReply(request, reply));
        });
        queue.catch((error: unknown) => socket.destroy(error as Error));
      }
    } catch (error) {
      // What cannot be read as a message ends the connection: nothing after it can be trusted.
      socket.destroy(error as Error);
    }
  });
}
