import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
};
export type FakeAnswer = { status?: number; body?: unknown; headers?: Record<string, string> } | 'hang up';

/**
 * An HTTP server that answers what a test tells it to, for answers that the local Discord has no reason to
 * give. Routes are `METHOD /path`; the first that fits answers, one that was not foreseen is a 404.
 */
export async function startFakeDiscord(routes: Record<string, (request: FakeRequest) => FakeAnswer>) {
  const requests: FakeRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then((request) => {
      requests.push(request);
      const answer = routes[`${request.method} ${request.path}`]?.(request) ?? {
        status: 404,
        body: { code: 0, message: '404: Not Found' },
      };
      if (answer === 'hang up') {
        incoming.socket.destroy();
        return;
      }
      const { status = 200, body, headers } = answer;
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      outgoing.writeHead(body === undefined ? 204 : status, { ...type, ...headers });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    requests,
    /** The requests of one route, in order. */
    to: (route: string) => requests.filter(({ method, path }) => `${method} ${path}` === route),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

/** Discord's way to say no. */
export function no(status: number, code: number, message = 'no'): FakeAnswer {
  return { status, body: { code, message } };
}

async function read(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const text = Buffer.concat(chunks).toString();
  return {
    method: incoming.method ?? '',
    path: url.pathname.replace(/^\/api\/v10/, ''),
    query: url.searchParams,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
