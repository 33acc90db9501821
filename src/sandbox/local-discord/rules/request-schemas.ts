import { byRoute } from './by-route.ts';
import { isThreadEdit } from './channel-rules.ts';
import { isJson, type Json } from './shapes.ts';

/** The names of the published schemas that describe the body of a route: one of them must fit. */
type SchemaNames = string | ((body: Json) => string | undefined);

const callbackSchemas: Record<number, string> = {
  1: 'PongInteractionCallbackRequest',
  4: 'CreateMessageInteractionCallbackRequest',
  5: 'CreateMessageInteractionCallbackRequest',
  6: 'UpdateMessageInteractionCallbackRequest',
  7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest',
  9: 'ModalInteractionCallbackRequest',
  12: 'LaunchActivityInteractionCallbackRequest',
};

const eventEntities: Record<number, string> = { 1: 'Stage', 2: 'Voice', 3: 'External' };

/** Route by route, which schema of Discord's API description the body must fit. */
const schemasFor = byRoute<SchemaNames>({
  'POST /channels/:channel/messages': 'MessageCreateRequest',
  'PATCH /channels/:channel/messages/:message': 'MessageEditRequestPartial',
  'POST /channels/:channel/messages/:message/threads': 'CreateTextThreadWithMessageRequest',
  'POST /channels/:channel/threads': (body) =>
    'message' in body ? 'CreateForumThreadRequest' : 'CreateTextThreadWithoutMessageRequest',
  'PATCH /channels/:channel': (body) =>
    isThreadEdit(body) ? 'UpdateThreadRequestPartial' : 'UpdateGuildChannelRequestPartial',
  'POST /channels/:channel/invites': 'CreateGuildInviteRequest',
  'POST /guilds/:guild/channels': 'CreateGuildChannelRequest',
  'POST /guilds/:guild/roles': 'CreateRoleRequest',
  'PATCH /guilds/:guild/roles/:role': 'UpdateRoleRequestPartial',
  'PUT /guilds/:guild/bans/:user': 'BanUserFromGuildRequest',
  'PATCH /guilds/:guild': 'GuildPatchRequestPartial',
  'POST /guilds/:guild/scheduled-events': (body) => eventSchema(body, 'CreateRequest'),
  'PATCH /guilds/:guild/scheduled-events/:event': (body) => eventSchema(body, 'PatchRequestPartial'),
  'POST /interactions/:interaction/:token/callback': (body) => callbackSchemas[Number(body['type'])],
  'POST /webhooks/:application/:token': 'IncomingWebhookRequestPartial',
  'PATCH /webhooks/:application/:token/messages/@original': 'IncomingWebhookUpdateRequestPartial',
  'PATCH /webhooks/:application/:token/messages/:message': 'IncomingWebhookUpdateRequestPartial',
  'POST /users/@me/channels': 'CreatePrivateChannelRequest',
  'PATCH /users/@me': 'BotAccountPatchRequest',
  'PATCH /applications/@me': 'ApplicationFormPartial',
  'POST /applications/:application/commands': 'ApplicationCommandCreateRequest',
  'PUT /applications/:application/commands': 'ApplicationCommandUpdateRequest',
  'PATCH /applications/:application/commands/:command': 'ApplicationCommandPatchRequestPartial',
  'POST /applications/:application/guilds/:guild/commands': 'ApplicationCommandCreateRequest',
  'PUT /applications/:application/guilds/:guild/commands': 'ApplicationCommandUpdateRequest',
  'PATCH /applications/:application/guilds/:guild/commands/:command': 'ApplicationCommandPatchRequestPartial',
});

/** The name of the published schema for the body of this route, if there is one. */
export function requestSchemaFor(route: string, body: unknown): string | undefined {
  const entry = schemasFor(route);
  return typeof entry === 'function' ? entry(isJson(body) ? body : {}) : entry;
}

function eventSchema(body: Json, suffix: string): string | undefined {
  const entity = eventEntities[Number(body['entity_type'])];
  // A change that keeps the kind of event does not name it; the external form takes every field but the channel.
  if (!entity && suffix === 'PatchRequestPartial') return undefined;
  return entity && `${entity}ScheduledEvent${suffix}`;
}
