import type { Breach, Request } from '#sandbox/local-discord/rules/check-request';

/** The parts of Discord's component language that the tables of payloads are written in. */
export const V2 = 1 << 15;
export const button = (id: string, more = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: id, ...more });
export const linkButton = (more = {}) => ({
  type: 2,
  style: 5,
  label: 'Open',
  url: 'https://example.org',
  ...more,
});
export const row = (...components: object[]) => ({ type: 1, components });
export const option = (value: string, more = {}) => ({ label: value, value, ...more });
export const select = (id: string, more = {}) => ({
  type: 3,
  custom_id: id,
  options: [option('a'), option('b')],
  ...more,
});
export const words = (content: string) => ({ type: 10, content });
export const section = (components: object[], accessory: object = button('s')) => ({
  type: 9,
  components,
  accessory,
});
export const container = (...components: object[]) => ({ type: 17, components });
export const gallery = (count: number) => ({
  type: 12,
  items: Array.from({ length: count }, (_, index) => ({
    media: { url: `https://example.org/${index}.png` },
  })),
});
export const label = (component: object, more = {}) => ({ type: 18, label: 'Question', component, ...more });
export const input = (id: string, more = {}) => ({ type: 4, custom_id: id, style: 1, ...more });
export const modal = (components: object[], more = {}) => ({
  type: 9,
  data: { custom_id: 'form', title: 'Check-in', components, ...more },
});
export const v2 = (...components: object[]) => ({ flags: V2, components });
export const legacy = (...components: object[]) => ({ content: 'Hello', components });
export const slash = (more = {}) => ({ name: 'checkin', description: 'Say how it goes', ...more });
export const param = (name: string, more = {}) => ({ type: 3, name, description: 'A word', ...more });
export const event = (more = {}) => ({
  name: 'Weekly circle',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: '2026-09-01T18:00:00.000Z',
  scheduled_end_time: '2026-09-01T19:00:00.000Z',
  entity_metadata: { location: 'Online' },
  ...more,
});

export const routes = {
  send: 'POST /channels/:channel/messages',
  edit: 'PATCH /channels/:channel/messages/:message',
  bulkDelete: 'POST /channels/:channel/messages/bulk-delete',
  callback: 'POST /interactions/:interaction/:token/callback',
  followup: 'POST /webhooks/:application/:token',
  editReply: 'PATCH /webhooks/:application/:token/messages/@original',
  commands: 'PUT /applications/:application/commands',
  guildCommands: 'PUT /applications/:application/guilds/:guild/commands',
  newCommand: 'POST /applications/:application/commands',
  editCommand: 'PATCH /applications/:application/commands/:command',
  newChannel: 'POST /guilds/:guild/channels',
  editChannel: 'PATCH /channels/:channel',
  newThread: 'POST /channels/:channel/threads',
  threadFromMessage: 'POST /channels/:channel/messages/:message/threads',
  overwrite: 'PUT /channels/:channel/permissions/:overwrite',
  invite: 'POST /channels/:channel/invites',
  newRole: 'POST /guilds/:guild/roles',
  newEvent: 'POST /guilds/:guild/scheduled-events',
  editEvent: 'PATCH /guilds/:guild/scheduled-events/:event',
  dm: 'POST /users/@me/channels',
  history: 'GET /channels/:channel/messages',
  pins: 'GET /channels/:channel/messages/pins',
  members: 'GET /guilds/:guild/members',
} as const;

/** A request on this route with ordinary ids in its path. */
export function request(route: string, body: unknown, more: Partial<Request> = {}): Request {
  const [method = 'GET', template = ''] = route.split(' ');
  const path = template.replaceAll(/:\w+/g, (name) => (name === ':token' ? 'aW50ZXJhY3Rpb24' : '1042'));
  return { method, route, path, query: {}, body, files: [], ...more };
}

/** All complaints of an answer as `path code`, for example `components.0 UNION_TYPE_CHOICES`. */
export function complaintsOf(breach: Breach | undefined): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '_errors') {
        for (const { code } of value as { code: string }[]) found.push(`${path.join('.')} ${code}`.trim());
      } else walk(value, [...path, key]);
    }
  };
  walk(breach?.errors, []);
  return found;
}
