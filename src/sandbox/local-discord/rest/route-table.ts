import { applicationRoutes } from './application-routes.ts';
import type { Handler, Routes } from './call.ts';
import { channelRoutes } from './channel-routes.ts';
import { guildRoutes } from './guild-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { threadRoutes } from './thread-routes.ts';

const ALL: Routes = {
  ...applicationRoutes,
  ...channelRoutes,
  ...guildRoutes,
  ...interactionRoutes,
  ...messageRoutes,
  ...threadRoutes,
};

interface Entry {
  key: string;
  segments: string[];
  handler: Handler;
}

const BY_SHAPE = new Map<string, Entry[]>();
for (const [key, handler] of Object.entries(ALL)) {
  const [method = '', template = ''] = key.split(' ');
  const segments = template.split('/').slice(1);
  const shape = `${method} ${segments.length}`;
  BY_SHAPE.set(shape, [...(BY_SHAPE.get(shape) ?? []), { key, segments, handler }]);
}
// A literal such as `pins` or `@me` wins over a parameter in the same place.
for (const entries of BY_SHAPE.values())
  entries.sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));

function parameterCount(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

/** Finds the route of a request by its path below `/api/v10`; parameters come back decoded. */
export function matchRoute(
  method: string,
  path: string,
): { key: string; handler: Handler; params: Record<string, string> } | undefined {
  const parts = path.split('/').slice(1).map(decoded);
  for (const { key, segments, handler } of BY_SHAPE.get(`${method} ${parts.length}`) ?? []) {
    const params: Record<string, string> = {};
    const fits = segments.every((segment, index) => {
      const part = parts[index] ?? '';
      if (!segment.startsWith(':')) return segment === part;
      const name = segment.slice(1);
      params[name] = part;
      return part !== '' && (NOT_IDS.has(name) || /^\d{1,20}$/.test(part));
    });
    if (fits) return { key, handler, params };
  }
  return undefined;
}

/** Parameters that are not snowflakes. */
const NOT_IDS: ReadonlySet<string> = new Set(['token', 'emoji']);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Every route there is, for tests that ask whether a rule covers it. */
export const ROUTE_KEYS: readonly string[] = Object.keys(ALL);
