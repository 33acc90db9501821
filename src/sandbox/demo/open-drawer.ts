import type { DrawerEntry } from '#sandbox/web-client/protocol';
import type { EventLog, LogEntry } from '../local-discord/event-log.ts';

/** How many entries the drawer shows at once. */
const SHOWN = 150;
/** Long after the interesting part. */
const MOST_CHARACTERS = 20_000;

const UNINTERESTING = new Set(['PRESENCE_UPDATE', 'TYPING_START']);

type Request = Extract<LogEntry, { kind: 'request' }>;
type Answer = Extract<LogEntry, { kind: 'answer' }>;

/** Requests of the bot with their answers, and events it was told, newest last; only those after entry `after`. */
export function drawerEntries(log: EventLog, after: number): DrawerEntry[] {
  const answers = new Map<number, Answer>();
  const found: DrawerEntry[] = [];
  for (const entry of [...log.since(after)].reverse()) {
    if (found.length >= SHOWN) break;
    if (entry.kind === 'answer') answers.set(entry.request, entry);
    if (entry.kind === 'request') found.push(asked(entry, answers.get(entry.request)));
    if (entry.kind === 'dispatch' && !UNINTERESTING.has(entry.name))
      found.push({
        n: entry.n,
        at: entry.at,
        direction: 'Discord tells',
        title: entry.name,
        status: null,
        sent: short(entry.data),
        answered: null,
      });
  }
  return found.reverse();
}

function asked(request: Request, answer: Answer | undefined): DrawerEntry {
  return {
    n: request.n,
    at: request.at,
    direction: 'bot asks',
    title: `${request.method} ${withoutTokens(request.path)}`,
    status: answer?.status ?? null,
    sent: short(request.body),
    answered: short(answer?.body),
  };
}

/** Interaction tokens are long, secret and of no interest. */
const withoutTokens = (path: string): string =>
  path.replace(/^\/api\/v10/, '').replace(/\/[\w-]{80,}/g, '/{token}');

function short(value: unknown): unknown {
  if (value === undefined) return null;
  const text = JSON.stringify(value, (key, inner) =>
    key === 'token' ? '{token}' : typeof inner === 'bigint' ? String(inner) : inner,
  );
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : (JSON.parse(text) as unknown);
}
