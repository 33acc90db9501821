import type { Request } from '#sandbox/local-discord/rules/check-request';
import { routes } from '../payloads.ts';

/**
 * One payload that Discord refuses: a sentence, the route, the body, the answer's code, where in `errors` the
 * complaint stands (`path CODE`), and the page of discord-api-docs that states the rule.
 */
export type BadPayload = {
  name: string;
  route: string;
  body: unknown;
  code?: number;
  status?: number;
  at?: string;
  source: string;
  more?: Partial<Request>;
};

export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const long = (count: number) => 'x'.repeat(count);

export const reference = 'developers/components/reference.mdx';
export const messages = 'developers/resources/message.mdx';
export const answering = 'developers/interactions/receiving-and-responding.mdx';
export const commandPage = 'developers/interactions/application-commands.mdx';
export const channels = 'developers/resources/channel.mdx';
export const events = 'developers/resources/guild-scheduled-event.mdx';

export const bad = (
  name: string,
  route: string,
  body: unknown,
  at: string,
  source: string,
  more?: Partial<Request>,
): BadPayload => ({ name, route, body, at, source, ...(more && { more }) });

export const sent = (name: string, body: unknown, at: string, source: string, more?: Partial<Request>) =>
  bad(name, routes.send, body, at, source, more);
export const asked = (name: string, body: unknown, at: string, source: string) =>
  bad(name, routes.callback, body, at, source);
export const registered = (name: string, command: unknown, at: string, source = commandPage) =>
  bad(name, routes.commands, [command], at, source);

export const mixedFields = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
export const guildPage = 'developers/resources/guild.mdx';
