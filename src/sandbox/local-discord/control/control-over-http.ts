import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { Control } from './control.ts';
import { PersonControl } from './person-control.ts';
import { PersonView } from './person-view.ts';

/** Methods that give no plain data, or are not for everybody. */
const NOT_VERBS: ReadonlySet<string> = new Set([
  'constructor',
  'person',
  'newestFirst',
  'messageSeen',
  'channelSeen',
]);

/** One call: a verb of the control, or with `person` one of that person's verbs. */
const Call = z.object({
  person: z.string().optional(),
  call: z.string(),
  args: z.array(z.unknown()).default([]),
});

/**
 * Answers `POST /control` with `{ result }`, or 400 with `{ error }`: the same verbs as in process, for a page or
 * a test in another process. Bigints travel as decimal strings.
 */
export async function answerControlCall(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body, (_key, value) => (typeof value === 'bigint' ? String(value) : value)));
  };
  try {
    const { person, call, args } = Call.parse(JSON.parse(text));
    const target: object = person === undefined ? control : control.person(person);
    const owners = person === undefined ? [Control] : [PersonControl, PersonView];
    const verb: unknown = owners
      .map(({ prototype }) => Object.getOwnPropertyDescriptor(prototype, call)?.value)
      .find((value) => typeof value === 'function');
    if (typeof verb !== 'function' || NOT_VERBS.has(call)) throw new Error(`there is no verb "${call}"`);
    const result: unknown = await verb.apply(target, args);
    send(200, { result: result ?? null });
  } catch (error) {
    send(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
