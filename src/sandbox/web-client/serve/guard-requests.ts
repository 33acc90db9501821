import type { IncomingMessage } from 'node:http';

/**
 * Says why a request is refused, or null. The page can do everything as everybody, so no other site may speak to
 * it: the Host must be this very address (a name that resolves to loopback is refused too, which is how DNS
 * rebinding works), and an Origin, where a browser sends one, must be the same.
 */
export function guardRequest(request: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return 'this page answers at its own address only';
  if (origin !== undefined && !hosts.some((known) => origin === `http://${known}`))
    return 'another site may not use this page';
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    // Following a link to the page is fine; anything else from elsewhere is not.
    if (request.headers['sec-fetch-mode'] !== 'navigate') return 'another site may not use this page';
  }
  return null;
}

/** No inline script, nothing from elsewhere, nobody may frame it. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
