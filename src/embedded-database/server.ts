import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Dispatcher, errorReply } from './dispatcher.ts';
import { frameReply, maxMessageBytes, parseRequest } from './wire.ts';

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
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: actual, close };
}

/** Answers the requests of one client in their order. What cannot be read as a message ends the connection. */
function serve(socket: Socket, dispatcher: Dispatcher, connectionId: number): void {
  let queue = Promise.resolve();
  const answer = async (message: Buffer): Promise<void> => {
    const { body, refusal, ...request } = parseRequest(message);
    const reply = refusal ? errorReply(refusal) : await dispatcher.run(body, connectionId);
    if (!request.silent && !socket.destroyed) socket.write(frameReply(request, reply));
  };
  let length: number | undefined;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => dispatcher.sessions.abandon(connectionId));
  socket.on('readable', () => {
    for (;;) {
      length ??= (socket.read(4) as Buffer | null)?.readInt32LE(0);
      if (length === undefined) return;
      if (length < 16 || length > maxMessageBytes) return void socket.destroy();
      const message = socket.read(length - 4) as Buffer | null;
      if (message === null) return;
      length = undefined;
      queue = queue.then(() => answer(message)).catch(() => void socket.destroy());
    }
  });
}
