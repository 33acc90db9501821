import { byRoute } from './by-route.ts';
import type { FormErrors } from './form-errors.ts';
import { complaints } from './field-rules.ts';

/** How many items a listing gives at most, by route, and the page that says so. */
const listingFor = byRoute<{ max: number; source: string }>({
  'GET /channels/:channel/messages': {
    max: 100,
    source: 'developers/resources/message.mdx#get-channel-messages',
  },
  'GET /channels/:channel/messages/pins': {
    max: 50,
    source: 'developers/resources/message.mdx#get-channel-pins',
  },
  'GET /channels/:channel/messages/:message/reactions/:emoji': {
    max: 100,
    source: 'developers/resources/message.mdx#get-reactions',
  },
  'GET /channels/:channel/thread-members': {
    max: 100,
    source: 'developers/resources/channel.mdx#list-thread-members',
  },
  'GET /guilds/:guild/members': { max: 1000, source: 'developers/resources/guild.mdx#list-guild-members' },
  'GET /guilds/:guild/members/search': {
    max: 1000,
    source: 'developers/resources/guild.mdx#search-guild-members',
  },
  'GET /guilds/:guild/bans': { max: 1000, source: 'developers/resources/guild.mdx#get-guild-bans' },
  'GET /guilds/:guild/audit-logs': {
    max: 100,
    source: 'developers/resources/audit-log.mdx#get-guild-audit-log',
  },
  'GET /guilds/:guild/scheduled-events/:event/users': {
    max: 100,
    source: 'developers/resources/guild-scheduled-event.mdx#get-guild-scheduled-event-users',
  },
  'GET /users/@me/guilds': { max: 200, source: 'developers/resources/user.mdx#get-current-user-guilds' },
});

/** Checks the query string of a listing: a `limit` from 1 to the route's maximum, and one cursor at a time. */
export function checkQuery(form: FormErrors, route: string, query: Record<string, string>): void {
  const listing = listingFor(route);
  const limit = query['limit'];
  if (listing && limit !== undefined) {
    const value = Number(limit);
    if (!Number.isInteger(value)) {
      form.add(['limit'], 'NUMBER_TYPE_COERCE', `Value "${limit}" is not int.`, listing.source);
    } else if (value > listing.max || value < 1) {
      const { code, message } = value < 1 ? complaints.tooSmall(1) : complaints.tooGreat(listing.max);
      form.add(['limit'], code, message, listing.source);
    }
  }
  if (route === 'GET /channels/:channel/messages') checkCursors(form, query);
}

function checkCursors(form: FormErrors, query: Record<string, string>): void {
  const source = 'developers/resources/message.mdx#get-channel-messages';
  const given = ['around', 'before', 'after'].filter((cursor) => query[cursor] !== undefined);
  for (const cursor of given) {
    if (/^\d{1,20}$/.test(query[cursor] ?? '')) continue;
    const { code, message } = complaints.notSnowflake(query[cursor]);
    form.add([cursor], code, message, source);
  }
  for (const cursor of given.slice(1)) {
    form.add([cursor], 'BASE_TYPE_CHOICES', 'Only one of around, before and after may be passed.', source);
  }
}
