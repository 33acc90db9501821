import { byRoute } from './by-route.ts';
import { compare, inUtc } from './published-schema.ts';
import { isJson, type Json } from './shapes.ts';

/** A schema for the answer; `list` when the answer is a list of it. */
type Answer = { of: string | ((item: Json) => string); list?: true };

const message: Answer = { of: 'MessageResponse' };
const command: Answer = { of: 'ApplicationCommandResponse' };
const event: Answer = {
  of: ({ entity_type: entity }) => {
    const kind = entity === 1 ? 'Stage' : entity === 2 ? 'Voice' : 'External';
    return `${kind}ScheduledEventResponse`;
  },
};
const channel: Answer = { of: channelSchema };
const threads: Answer = { of: 'ThreadsResponse' };

/** Route by route, what Discord's API description promises in the body of a successful answer. */
const answerFor = byRoute<Answer>({
  'GET /gateway': { of: 'GatewayResponse' },
  'GET /gateway/bot': { of: 'GatewayBotResponse' },
  'GET /applications/@me': { of: 'PrivateApplicationResponse' },
  'GET /users/@me': { of: 'UserPIIResponse' },
  'GET /users/:user': { of: 'UserResponse' },
  'GET /users/@me/guilds': { of: 'MyGuildResponse', list: true },
  'POST /users/@me/channels': channel,

  'GET /channels/:channel': channel,
  'PATCH /channels/:channel': channel,
  'DELETE /channels/:channel': channel,
  'POST /guilds/:guild/channels': channel,
  'GET /guilds/:guild/channels': { ...channel, list: true },
  'GET /channels/:channel/messages': { ...message, list: true },
  'GET /channels/:channel/messages/:message': message,
  'POST /channels/:channel/messages': message,
  'PATCH /channels/:channel/messages/:message': message,
  'POST /channels/:channel/messages/:message/crosspost': message,
  'GET /channels/:channel/messages/pins': { of: 'PinnedMessagesResponse' },
  'GET /channels/:channel/pins': { ...message, list: true },
  'GET /channels/:channel/messages/:message/reactions/:emoji': { of: 'UserResponse', list: true },
  'POST /channels/:channel/threads': { of: 'CreatedThreadResponse' },
  'POST /channels/:channel/messages/:message/threads': { of: 'ThreadResponse' },
  'GET /channels/:channel/thread-members': { of: 'ThreadMemberResponse', list: true },
  'GET /channels/:channel/thread-members/:user': { of: 'ThreadMemberResponse' },
  'GET /channels/:channel/threads/archived/public': threads,
  'GET /channels/:channel/threads/archived/private': threads,
  'GET /channels/:channel/users/@me/threads/archived/private': threads,
  'GET /guilds/:guild/threads/active': threads,

  'GET /guilds/:guild': { of: 'GuildWithCountsResponse' },
  'PATCH /guilds/:guild': { of: 'GuildResponse' },
  'GET /guilds/:guild/members': { of: 'GuildMemberResponse', list: true },
  'GET /guilds/:guild/members/search': { of: 'GuildMemberResponse', list: true },
  'GET /guilds/:guild/members/:user': { of: 'GuildMemberResponse' },
  'PATCH /guilds/:guild/members/:user': { of: 'GuildMemberResponse' },
  'GET /guilds/:guild/roles': { of: 'GuildRoleResponse', list: true },
  'POST /guilds/:guild/roles': { of: 'GuildRoleResponse' },
  'PATCH /guilds/:guild/roles': { of: 'GuildRoleResponse', list: true },
  'GET /guilds/:guild/roles/:role': { of: 'GuildRoleResponse' },
  'PATCH /guilds/:guild/roles/:role': { of: 'GuildRoleResponse' },
  'GET /guilds/:guild/bans': { of: 'GuildBanResponse', list: true },
  'GET /guilds/:guild/bans/:user': { of: 'GuildBanResponse' },
  'GET /guilds/:guild/scheduled-events': { ...event, list: true },
  'POST /guilds/:guild/scheduled-events': event,
  'GET /guilds/:guild/scheduled-events/:event': event,
  'PATCH /guilds/:guild/scheduled-events/:event': event,
  'GET /guilds/:guild/scheduled-events/:event/users': { of: 'ScheduledEventUserResponse', list: true },

  'POST /interactions/:interaction/:token/callback': { of: 'InteractionCallbackResponse' },
  'POST /webhooks/:application/:token': message,
  'GET /webhooks/:application/:token/messages/@original': message,
  'PATCH /webhooks/:application/:token/messages/@original': message,
  'GET /webhooks/:application/:token/messages/:message': message,
  'PATCH /webhooks/:application/:token/messages/:message': message,

  'GET /applications/:application/commands': { ...command, list: true },
  'PUT /applications/:application/commands': { ...command, list: true },
  'POST /applications/:application/commands': command,
  'GET /applications/:application/commands/:command': command,
  'PATCH /applications/:application/commands/:command': command,
  'GET /applications/:application/guilds/:guild/commands': { ...command, list: true },
  'PUT /applications/:application/guilds/:guild/commands': { ...command, list: true },
  'POST /applications/:application/guilds/:guild/commands': command,
  'GET /applications/:application/guilds/:guild/commands/:command': command,
  'PATCH /applications/:application/guilds/:guild/commands/:command': command,
});

/** Fields of an answer that Discord documents and its description does not know yet. */
const documented = new Set(['application_id', 'call', 'member', 'guild_id', 'parent_id']);

/**
 * Says what is wrong with an answer of ours, or `undefined` when it is what Discord's API description promises
 * for this route. A sentence here is a defect of the local Discord, not of the bot.
 *
 * An answer without a body (204) and a route without a row in the table are not judged; an error is judged as
 * an error, by its numeric `code` and its `message`.
 */
export function checkResponse(route: string, body: unknown): string | undefined {
  const answer = answerFor(route);
  if (!answer || body === undefined || body === null || body === '') return undefined;
  if (isError(body)) return undefined;
  if (answer.list && !Array.isArray(body)) return `${route} answers something that is not a list`;
  const items = answer.list && Array.isArray(body) ? body : [body];
  for (const [index, item] of items.entries()) {
    const wrong = describe(answer, utc(item));
    if (wrong) return `${route}${answer.list ? `[${index}]` : ''} answers ${wrong}`;
  }
  return undefined;
}

function describe(answer: Answer, item: unknown): string | undefined {
  const name = typeof answer.of === 'string' ? answer.of : answer.of(isJson(item) ? item : {});
  const { faults, unknown } = compare(name, item);
  const surprises = unknown.filter((path) => !documented.has(String(path.at(-1))));
  const parts = [
    ...faults.map(({ path, complaint }) => `${path.join('.') || 'body'}: ${complaint.message}`),
    ...surprises.map((path) => `${path.join('.')}: no such field`),
  ];
  return parts.length > 0 ? `no ${name}: ${parts.join('; ')}` : undefined;
}

function channelSchema({ type }: Json): string {
  if (type === 1) return 'PrivateChannelResponse';
  if (type === 3) return 'PrivateGroupChannelResponse';
  return [10, 11, 12].includes(Number(type)) ? 'ThreadResponse' : 'GuildChannelResponse';
}

function isError(body: unknown): boolean {
  return isJson(body) && typeof body['code'] === 'number' && typeof body['message'] === 'string';
}

function utc(value: unknown): unknown {
  if (typeof value === 'string') return inUtc(value);
  if (Array.isArray(value)) return value.map(utc);
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, utc(inner)]));
}
