import type {
  DrawerDocuments,
  DrawerEntry,
  PageCommand,
  PageMessage,
  PageMessages,
  PageOutcome,
  PageState,
  UploadedFile,
} from '../../protocol.ts';

async function ask<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer: unknown = await response.json();
  if (!response.ok)
    throw new Error((answer as { error?: string }).error ?? `the server said ${response.status}`);
  return answer as Answer;
}

const query = (of: Record<string, string>): string => new URLSearchParams(of).toString();

/** What the page asks of its server. Refusals are thrown as sentences for people. */
export const server = {
  snapshot: (as: string) => ask<{ after: string; state: PageState }>(`/snapshot?${query({ as })}`),
  messages: (as: string, channel: string, before?: string) =>
    ask<PageMessages>(`/messages?${query({ as, channel, ...(before ? { before } : {}) })}`),
  pins: (as: string, channel: string) => ask<PageMessage[]>(`/pins?${query({ as, channel })}`),
  events: (as: string, after: string) => new EventSource(`/events?${query({ as, after })}`),
  /** One of the person's verbs, as the harness has them. */
  verb: async <Answer = PageOutcome>(person: string, call: string, ...args: unknown[]): Promise<Answer> =>
    (await ask<{ result: Answer }>('/control', { person, call, args })).result,
  commands: (person: string, channel: string) => server.verb<PageCommand[]>(person, 'commands', channel),
  post: (person: string, channel: string, content: string, replyTo: string | null, files: UploadedFile[]) =>
    ask('/post', { person, channel, content, replyTo, files }),
  moveClock: (wish: { hours: number } | { days: number } | 'next') => ask('/clock', wish),
  play: (person: string, on: boolean) => ask('/play', { person, on }),
  requests: (after: number) => ask<DrawerEntry[]>(`/requests?after=${after}`),
  documents: () => ask<DrawerDocuments>('/documents'),
};
