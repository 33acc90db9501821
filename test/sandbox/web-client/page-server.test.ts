import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PageServer, startPageServer } from '#sandbox/web-client/serve/page-server';
import type { Stage } from '#sandbox/web-client/serve/stage';

const nothing = (): never => {
  throw new Error('not for this test');
};

const STAGE: Stage = {
  viewer: () => 'amara',
  state: nothing,
  messages: () => ({ messages: [], more: false }),
  pins: () => [],
  message: () => null,
  onChange: () => () => undefined,
  act: async ({ call }) => call,
  post: () => undefined,
  moveClock: async () => undefined,
  play: () => undefined,
  requests: () => [],
  documents: async () => [],
  file: () => null,
};

/** Speaks HTTP with headers that a browser or `fetch` would not let anybody choose. */
const asks = (
  port: number,
  path: string,
  about: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = about;
    const asking = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });

describe('the server of the page', () => {
  let server: PageServer;
  beforeAll(async () => {
    server = await startPageServer({ stage: STAGE, port: 0 });
  });
  afterAll(() => server.stop());

  const call = JSON.stringify({ person: 'amara', call: 'runs', args: ['/join'] });
  const json = { 'Content-Type': 'application/json' };

  test('gives a page that may run nothing but its own script', async () => {
    const { status, headers, text } = await asks(server.port, '/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(text).not.toMatch(/<script>|style=|onload=/);
    expect((await asks(server.port, '/page.js')).status).toBe(200);
    expect((await asks(server.port, '/page.css')).headers['content-type']).toMatch(/^text\/css/);
  });

  test('answers the page itself', async () => {
    const headers = { ...json, Origin: server.url };
    expect(await asks(server.port, '/control', { method: 'POST', headers, body: call })).toMatchObject({
      status: 200,
      text: '{"result":"runs"}',
    });
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { Origin: 'https://evil.example' }],
    ['a page on another port', { Origin: 'http://127.0.0.1:1' }],
    ['a name that leads here', { Host: 'rebound.example' }],
    ['a hidden frame', { Origin: 'null' }],
    ['a form of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
  ])('refuses %s', async (_who, headers) => {
    const answer = await asks(server.port, '/control', {
      method: 'POST',
      headers: { ...json, ...headers },
      body: call,
    });
    expect(answer.status).toBe(403);
  });

  test('refuses what is no JSON, what is malformed and what does not exist', async () => {
    const text = { 'Content-Type': 'text/plain' };
    expect((await asks(server.port, '/control', { method: 'POST', headers: text, body: call })).status).toBe(
      400,
    );
    expect(
      (await asks(server.port, '/clock', { method: 'POST', headers: json, body: '{"hours":-1}' })).status,
    ).toBe(400);
    expect((await asks(server.port, '/nowhere')).status).toBe(404);
    expect((await asks(server.port, '/files/1/2')).status).toBe(404);
  });

  test('takes the next port when its own is taken', async () => {
    const second = await startPageServer({ stage: STAGE, port: server.port });
    try {
      expect(second.port).toBeGreaterThan(server.port);
      expect((await asks(second.port, '/')).status).toBe(200);
    } finally {
      await second.stop();
    }
  });
});
