import type { Breach } from './breach.ts';
import { byRoute } from './by-route.ts';
import {
  checkChannelEdit,
  checkInvite,
  checkNewChannel,
  checkNewDm,
  checkNewThread,
  checkOverwrite,
  checkRole,
} from './channel-rules.ts';
import { checkAllCommands, checkCommand } from './command-rules.ts';
import { checkEvent } from './event-rules.ts';
import { FormErrors } from './form-errors.ts';
import { type AnsweredInteraction, checkCallback } from './interaction-rules.ts';
import {
  checkBulkDelete,
  checkFiles,
  checkMessage,
  emptyMessage,
  type MessageKind,
  messageKinds,
} from './message-rules.ts';
import { checkPath } from './path-rules.ts';
import { checkPublished } from './published-schema.ts';
import { checkQuery } from './query-rules.ts';
import { requestSchemaFor } from './request-schemas.ts';
import { isJson, type Json } from './shapes.ts';

export type { Breach } from './breach.ts';

/** A request as the REST server received it; `route` is the template, for example `POST /channels/:channel/messages`. */
export type Request = {
  method: string;
  route: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  files: { name: string; size: number }[];
  /** What only the world knows. Each is optional; where it is missing, rules that need it are not applied. */
  /** The message that is edited, with its flags. */
  edited?: { flags: number };
  /** The interaction that is answered. */
  interaction?: AnsweredInteraction;
  /** The type of the channel that is changed. */
  channelType?: number;
};

type Rule = (form: FormErrors, body: Json, request: Request) => Breach | undefined;

/** Route by route, what is checked beyond the published schema. */
const ruleFor = byRoute<Rule>({
  'POST /channels/:channel/messages': message(messageKinds.create),
  'PATCH /channels/:channel/messages/:message': message(messageKinds.edit),
  'POST /channels/:channel/messages/bulk-delete': checkBulkDelete,
  'POST /webhooks/:application/:token': message(messageKinds.followup),
  'PATCH /webhooks/:application/:token/messages/@original': message(messageKinds.webhookEdit),
  'PATCH /webhooks/:application/:token/messages/:message': message(messageKinds.webhookEdit),
  'POST /interactions/:interaction/:token/callback': (form, body, request) =>
    checkCallback(form, body, contextOf(request), request.interaction),

  'POST /guilds/:guild/channels': silent(checkNewChannel),
  'PATCH /channels/:channel': (form, body, request) => {
    checkChannelEdit(form, body, request.channelType);
    return undefined;
  },
  'PUT /channels/:channel/permissions/:overwrite': silent(checkOverwrite),
  'POST /channels/:channel/invites': silent(checkInvite),
  'POST /channels/:channel/threads': (form, body, request) => {
    checkNewThread(form, body, false);
    if (isJson(body['message'])) {
      checkMessage(form, ['message'], body['message'], messageKinds.create, contextOf(request));
    }
    return undefined;
  },
  'POST /channels/:channel/messages/:message/threads': silent((form, body) =>
    checkNewThread(form, body, true),
  ),
  'POST /users/@me/channels': silent(checkNewDm),
  'POST /guilds/:guild/roles': silent(checkRole),
  'PATCH /guilds/:guild/roles/:role': silent(checkRole),
  'POST /guilds/:guild/scheduled-events': silent((form, body) => checkEvent(form, body, false)),
  'PATCH /guilds/:guild/scheduled-events/:event': silent((form, body) => checkEvent(form, body, true)),

  'POST /applications/:application/commands': silent((form, body) => checkCommand(form, [], body, true)),
  'PATCH /applications/:application/commands/:command': silent((form, body) =>
    checkCommand(form, [], body, false),
  ),
  'PUT /applications/:application/commands': (form, _body, { body }) => checkAllCommands(form, body),
  'POST /applications/:application/guilds/:guild/commands': silent((form, body) =>
    checkCommand(form, [], body, true),
  ),
  'PATCH /applications/:application/guilds/:guild/commands/:command': silent((form, body) =>
    checkCommand(form, [], body, false),
  ),
  'PUT /applications/:application/guilds/:guild/commands': (form, _body, { body }) =>
    checkAllCommands(form, body),
});

/**
 * Says how Discord would refuse this request, or `undefined` when Discord would accept its form.
 *
 * Only the form is judged here: what can be known from the request alone, and from the few facts of the world
 * that `Request` has room for. Who may do it, and to what, is the world's business.
 *
 * The order is Discord's: too large, then every fault of the form at once (50035), then refusals of the whole.
 */
export function checkRequest(request: Request): Breach | undefined {
  const tooLarge = checkFiles(request.files);
  if (tooLarge) return tooLarge;

  const form = new FormErrors();
  checkPath(form, request.route, request.path);
  checkQuery(form, request.route, request.query);
  const body = isJson(request.body) ? request.body : {};
  const whole = ruleFor(request.route)?.(form, body, request);
  checkAgainstDescription(form, request);
  return form.toBreach() ?? whole;
}

function checkAgainstDescription(form: FormErrors, { route, body }: Request): void {
  const name = requestSchemaFor(route, body);
  if (!name) return;
  if (Array.isArray(body)) {
    body.forEach((item, index) => {
      checkPublished(form, [index], name, item);
    });
  } else {
    checkPublished(form, [], name, body ?? {});
  }
}

function message(kind: MessageKind): Rule {
  return (form, body, request) => {
    checkMessage(form, [], body, kind, contextOf(request));
    return emptyMessage(body, kind, request.files.length);
  };
}

function contextOf({ files, edited }: Request) {
  return { files, edited };
}

/** A rule that only ever reports faults of the form. */
function silent(rule: (form: FormErrors, body: Json) => void): Rule {
  return (form, body) => {
    rule(form, body);
    return undefined;
  };
}
