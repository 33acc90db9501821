import { breach, type Breach } from './breach.ts';

export type { Breach } from './breach.ts';

/** A request as the REST server received it; `route` is the template, for example `POST /channels/:channel/messages`. */
export type Request = {
  method: string;
  route: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  files: { name: string; size: number }[];
};

/**
 * Says how Discord would refuse this request, or `undefined` when Discord would accept its form.
 *
 * Only the form is judged here: what can be known from the request alone. Who may do it, and to what,
 * is the world's business.
 */
export function checkRequest(request: Request): Breach | undefined {
  if (request.route !== 'POST /channels/:channel/messages') return undefined;
  const body = (request.body ?? {}) as Record<string, unknown>;
  const said = ['content', 'embeds', 'components', 'sticker_ids', 'poll', 'attachments', 'message_reference'];
  const empty = request.files.length === 0 && said.every((field) => isEmpty(body[field]));
  if (empty)
    return breach(50006, 'Cannot send an empty message', 'developers/resources/message.mdx#create-message');
  return undefined;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
