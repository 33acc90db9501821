import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { type Bundle, bundlePage } from './bundle-page.ts';
import { EventStream } from './event-stream.ts';
import { guardRequest, SAFE_HEADERS } from './guard-requests.ts';
import { PAGE_DOCUMENT, PAGE_ICON } from './page-document.ts';
import type { Stage } from './stage.ts';

/** The largest request, in bytes: a few files as base64. */
const MOST_BYTES = 16 * 1024 * 1024;
/** How many ports are tried from the wanted one on. */
const PORTS_TRIED = 20;

const Call = z.object({ person: z.string(), call: z.string(), args: z.array(z.unknown()) });
const Post = z.object({
  person: z.string(),
  channel: z.string(),
  content: z.string().max(4000),
  replyTo: z.string().nullable(),
  files: z
    .array(z.object({ name: z.string().max(200), type: z.string().max(200), data: z.string() }))
    .max(10),
});
const Clock = z.union([
  z.object({ hours: z.number().positive().max(24) }),
  z.object({ days: z.number().positive().max(31) }),
  z.literal('next'),
]);
const Play = z.object({ person: z.string(), on: z.boolean() });

export type PageServer = { url: string; port: number; stop(): Promise<void> };

/** Serves the page on 127.0.0.1; when `port` is taken, the next free one, and with 0 any. */
export async function startPageServer(options: { stage: Stage; port: number }): Promise<PageServer> {
  const { stage } = options;
  const bundle = await bundlePage();
  const events = new EventStream(stage);
  let port = 0;
  const server = createServer((request, response) => {
    const refusal = guardRequest(request, port);
    if (refusal !== null) {
      send(response, 403, { error: refusal });
      return;
    }
    answer({ stage, bundle, events }, request, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else send(response, 400, { error: text });
    });
  });
  ({ port } = await listen(server, options.port));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      events.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Answering = { stage: Stage; bundle: Bundle; events: EventStream };

async function answer(
  { stage, bundle, events }: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const ask = url.searchParams;
  const viewer = () => stage.viewer(ask.get('as'));
  switch (`${request.method} ${url.pathname.startsWith('/files/') ? '/files/' : url.pathname}`) {
    case 'GET /':
      return sendText(response, 'text/html; charset=utf-8', PAGE_DOCUMENT);
    case 'GET /page.js':
      return sendText(response, 'text/javascript; charset=utf-8', bundle.script);
    case 'GET /page.css':
      return sendText(response, 'text/css; charset=utf-8', bundle.style);
    case 'GET /icon.svg':
      return sendText(response, 'image/svg+xml', PAGE_ICON);
    case 'GET /snapshot': {
      const after = events.last;
      return send(response, 200, { after, state: await stage.state(viewer()) });
    }
    case 'GET /messages':
      return send(response, 200, stage.messages(viewer(), ask.get('channel') ?? '', ask.get('before')));
    case 'GET /pins':
      return send(response, 200, stage.pins(viewer(), ask.get('channel') ?? ''));
    case 'GET /events': {
      const missed = request.headers['last-event-id'] ?? ask.get('after');
      return events.open(viewer(), typeof missed === 'string' ? missed : null, response);
    }
    case 'POST /control':
      return send(response, 200, { result: (await stage.act(Call.parse(await readJson(request)))) ?? null });
    case 'POST /post': {
      const { person, channel, ...about } = Post.parse(await readJson(request));
      stage.post(stage.viewer(person), channel, about);
      return send(response, 200, {});
    }
    case 'POST /clock':
      await stage.moveClock(Clock.parse(await readJson(request)));
      return send(response, 200, {});
    case 'POST /play': {
      const { person, on } = Play.parse(await readJson(request));
      stage.play(stage.viewer(person), on);
      return send(response, 200, {});
    }
    case 'GET /requests':
      return send(response, 200, stage.requests(Number(ask.get('after') ?? 0)));
    case 'GET /documents':
      return send(response, 200, await stage.documents());
    case 'GET /files/': {
      const [, , channel = '', id = ''] = url.pathname.split('/');
      return sendFile(response, stage.file(viewer(), channel, id));
    }
    default:
      return send(response, 404, { error: 'there is no such address' });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new Error('only application/json is understood');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('that is too much at once');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { ...SAFE_HEADERS, 'Content-Type': type });
  response.end(text);
}

/** Only raster images are shown; everything else is a download, so that no uploaded page ever runs here. */
function sendFile(response: ServerResponse, file: { type: string; bytes: Uint8Array } | null): void {
  if (!file) {
    send(response, 404, { error: 'there is no such file' });
    return;
  }
  const isImage = /^image\/(png|jpeg|gif|webp)$/.test(file.type);
  response.writeHead(200, {
    ...SAFE_HEADERS,
    'Content-Type': isImage ? file.type : 'application/octet-stream',
    ...(isImage ? {} : { 'Content-Disposition': 'attachment' }),
  });
  response.end(file.bytes);
}

async function listen(server: ReturnType<typeof createServer>, wanted: number): Promise<AddressInfo> {
  const last = wanted === 0 ? 0 : wanted + PORTS_TRIED;
  for (let port = wanted; ; port += 1) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return server.address() as AddressInfo;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= last) throw error;
    }
  }
}
