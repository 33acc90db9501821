import type {
  APIApplicationCommandOption,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { refusals } from '../api-error.ts';
import type { Command } from '../world/entities.ts';
import { openDirectConversation } from '../world/channel-changes.ts';
import { channelOnWire, userOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { ownGuild } from './own-guild.ts';

/** By type: 100 slash commands, 15 for people and 15 for messages (application-commands#registering-a-command). */
const MOST_COMMANDS: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };

/** What the portal says about the application; public, so that anyone may invite it. */
function applicationOnWire(world: World): Record<string, unknown> {
  return {
    id: world.application.id,
    name: world.application.name,
    icon: null,
    description: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { '0': {} },
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: [...world.guilds.values()].filter(({ members }) => members.has(world.botId))
      .length,
    owner: userOnWire(world.person(world.application.ownerId)),
    team: null,
    bot: userOnWire(world.person(world.botId)),
  };
}

/** The commands of one scope: the guild in the path, or the global ones. */
function commandsHere(call: Call): Map<string, Command> {
  if (param(call, 'application') !== call.world.application.id) throw refusals.notThisApplication();
  const scope = call.params['guild'] === undefined ? '' : ownGuild(call).id;
  const known = call.world.commands.get(scope);
  if (known) return known;
  const fresh = new Map<string, Command>();
  call.world.commands.set(scope, fresh);
  return fresh;
}

function commandFrom(call: Call, body: RESTPostAPIApplicationCommandsJSONBody, id: string): Command {
  const { world, params } = call;
  const about = body as RESTPostAPIApplicationCommandsJSONBody & {
    description?: string;
    description_localizations?: Record<string, string> | null;
    options?: APIApplicationCommandOption[];
  };
  return {
    id,
    application_id: world.application.id,
    version: world.id(),
    default_member_permissions: about.default_member_permissions ?? null,
    type: about.type ?? 1,
    name: about.name,
    name_localizations: about.name_localizations ?? null,
    description: about.description ?? '',
    description_localizations: about.description_localizations ?? null,
    options: about.options ?? [],
    nsfw: about.nsfw ?? false,
    ...(params['guild'] === undefined
      ? {
          dm_permission: about.contexts ? about.contexts.includes(1) : (about.dm_permission ?? true),
          contexts: about.contexts ?? null,
          integration_types: about.integration_types ?? [0],
        }
      : { guild_id: params['guild'] }),
  } as unknown as Command;
}

/** The same command is one of the same type and name: it is updated and keeps its id. */
function sameCommand(commands: Map<string, Command>, type: number, name: string): Command | undefined {
  return [...commands.values()].find((command) => command.type === type && command.name === name);
}

function withoutLocalizations(command: Command, call: Call): unknown {
  if (call.query['with_localizations'] === 'true') return command;
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = command;
  return rest;
}

function listCommands(call: Call): Answer {
  return ok([...commandsHere(call).values()].map((command) => withoutLocalizations(command, call)));
}

function overwriteCommands(call: Call): Answer {
  const commands = commandsHere(call);
  const before = new Map(commands);
  commands.clear();
  for (const body of bodyOf<RESTPostAPIApplicationCommandsJSONBody[]>(call)) {
    const id = sameCommand(before, body.type ?? 1, body.name)?.id ?? call.world.id();
    commands.set(id, commandFrom(call, body, id));
  }
  return ok([...commands.values()]);
}

/** Creating a command of a name that exists replaces it: 200 instead of 201. */
function createCommand(call: Call): Answer {
  const commands = commandsHere(call);
  const body = bodyOf<RESTPostAPIApplicationCommandsJSONBody>(call);
  const known = sameCommand(commands, body.type ?? 1, body.name);
  const ofThisType = [...commands.values()].filter(({ type }) => type === (body.type ?? 1));
  if (!known && ofThisType.length >= (MOST_COMMANDS[body.type ?? 1] ?? 0)) throw refusals.tooManyCommands();
  const command = commandFrom(call, body, known?.id ?? call.world.id());
  commands.set(command.id, command);
  return ok(command, known ? 200 : 201);
}

function commandMeant(call: Call): Command {
  const command = commandsHere(call).get(param(call, 'command'));
  if (!command) throw refusals.unknownCommand();
  return command;
}

function editCommand(call: Call): Answer {
  const known = commandMeant(call);
  const body = { ...known, ...bodyOf<object>(call) } as unknown as RESTPostAPIApplicationCommandsJSONBody;
  const command = commandFrom(call, body, known.id);
  commandsHere(call).set(known.id, command);
  return ok(command);
}

function deleteCommand(call: Call): Answer {
  commandsHere(call).delete(commandMeant(call).id);
  return NO_CONTENT;
}

function openConversation(call: Call): Answer {
  const { world } = call;
  const { recipient_id: recipientId } = bodyOf<{ recipient_id?: string }>(call);
  const person = world.people.get(recipientId ?? '');
  if (!person || person.id === world.botId) throw refusals.invalidRecipient();
  return ok(channelOnWire(world, openDirectConversation(world, world.botId, person.id)));
}

function gatewayBot(call: Call): Answer {
  const { url, shards } = call.gatewayUrl();
  return ok({
    url,
    shards,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 },
  });
}

const global = '/applications/:application/commands';
const inGuild = '/applications/:application/guilds/:guild/commands';

export const applicationRoutes: Routes = {
  'GET /gateway': (call) => ok({ url: call.gatewayUrl().url }),
  'GET /gateway/bot': gatewayBot,
  'GET /applications/@me': ({ world }) => ok(applicationOnWire(world)),
  'GET /oauth2/applications/@me': ({ world }) => ok(applicationOnWire(world)),
  'GET /users/@me': ({ world }) =>
    ok({ ...userOnWire(world.person(world.botId)), mfa_enabled: true, locale: 'en-US' }),
  'GET /users/:user': (call) => ok(userOnWire(call.world.person(param(call, 'user')))),
  'POST /users/@me/channels': openConversation,
  [`GET ${global}`]: listCommands,
  [`PUT ${global}`]: overwriteCommands,
  [`POST ${global}`]: createCommand,
  [`GET ${global}/:command`]: (call) => ok(commandMeant(call)),
  [`PATCH ${global}/:command`]: editCommand,
  [`DELETE ${global}/:command`]: deleteCommand,
  [`GET ${inGuild}`]: listCommands,
  [`PUT ${inGuild}`]: overwriteCommands,
  [`POST ${inGuild}`]: createCommand,
  [`GET ${inGuild}/:command`]: (call) => ok(commandMeant(call)),
  [`PATCH ${inGuild}/:command`]: editCommand,
  [`DELETE ${inGuild}/:command`]: deleteCommand,
};
