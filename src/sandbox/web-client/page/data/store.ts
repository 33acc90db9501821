import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { PageEvent, PageMessage, PageModal, PageOutcome, PagePlace, PageState } from '../../protocol.ts';
import { type Names, namesOf } from './names.ts';
import { server } from './server.ts';
import { insertMessage } from './sorted-messages.ts';

const TEXT_CHANNEL = 0;

export interface OpenPlace {
  id: string;
  messages: readonly PageMessage[];
  /** There are older ones. */
  more: boolean;
  /** Up to where it was read when it was opened; what follows is new. */
  readUntil: string | null;
  /** False while the first messages are on their way. */
  ready: boolean;
}

/** What the page shows; replaced as a whole whenever something changes. */
export interface View {
  state: PageState | null;
  open: OpenPlace | null;
  form: PageModal | null;
  /** What went wrong with the last thing somebody did, where there is no better place to say so. */
  trouble: string | null;
  connected: boolean;
  replyTo: PageMessage | null;
}

/** Keeps one person's view up to date, and does what they do. */
export class Store {
  view: View = { state: null, open: null, form: null, trouble: null, connected: true, replyTo: null };
  #names: { key: string; names: Names } | null = null;
  #events: EventSource | null = null;
  #as = '';
  /** How often somebody went somewhere; the first time is the page being opened. */
  arrivals = 0;
  readonly #listeners = new Set<() => void>();

  get names(): Names {
    return this.#names?.names ?? NO_NAMES;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    if (change.state) this.#names = namesOf(change.state, this.#names);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Looks at the world as the address says: `?as=amara&at=<channel>`. */
  async start(): Promise<void> {
    window.addEventListener('popstate', () => void this.#follow());
    window.addEventListener('focus', () => this.#markRead());
    await this.#follow();
  }

  async #follow(): Promise<void> {
    const address = new URLSearchParams(location.search);
    await this.#look(address.get('as') ?? '', address.get('at'));
  }

  async become(person: string, place: string | null = null): Promise<void> {
    await this.#look(person, place);
    this.#remember(true);
  }

  async #look(as: string, place: string | null): Promise<void> {
    this.#events?.close();
    const { after, state } = await server.snapshot(as);
    this.#as = state.me;
    const stays = place ?? this.view.open?.id ?? null;
    this.set({ state, form: null, trouble: null, replyTo: null, connected: true });
    this.#listen(after);
    await this.goTo(startingPlace(state, stays)?.id ?? null, false);
    this.#remember(false);
  }

  #listen(after: string): void {
    const events = server.events(this.#as, after);
    this.#events = events;
    events.onmessage = ({ data }) => {
      if (this.#events === events) this.#hear(JSON.parse(String(data)) as PageEvent);
    };
    events.onopen = () => {
      if (!this.view.connected) this.set({ connected: true });
    };
    events.onerror = () => {
      if (this.#events === events) this.set({ connected: false });
    };
  }

  #hear(event: PageEvent): void {
    switch (event.kind) {
      case 'state':
        this.set({ state: event.state });
        // Somewhere they may no longer look.
        if (this.view.open && !event.state.places.some(({ id }) => id === this.view.open?.id))
          void this.goTo(startingPlace(event.state, null)?.id ?? null);
        return;
      case 'message':
      case 'gone': {
        const { open } = this.view;
        const channelId = event.kind === 'message' ? event.message.channelId : event.channelId;
        if (open?.id !== channelId || !open.ready) return;
        const messages =
          event.kind === 'message'
            ? insertMessage(open.messages, event.message, open.more)
            : open.messages.filter(({ id }) => id !== event.messageId);
        this.set({ open: { ...open, messages } });
        this.#markRead();
        return;
      }
      case 'again':
        void this.#look(this.#as, this.view.open?.id ?? null);
    }
  }

  /** Opens a channel, thread or conversation. */
  async goTo(id: string | null, remember = true): Promise<void> {
    const place = this.view.state?.places.find((known) => known.id === id);
    if (!place) {
      this.set({ open: null });
      return;
    }
    this.set({
      open: { id: place.id, messages: [], more: false, readUntil: place.readUntil, ready: false },
      trouble: null,
      replyTo: null,
    });
    if (remember) this.#remember(true);
    const { messages, more } = await server.messages(this.#as, place.id);
    if (this.view.open?.id !== place.id) return;
    this.arrivals += 1;
    this.set({ open: { ...this.view.open, messages, more, ready: true } });
    this.#markRead();
  }

  async older(): Promise<void> {
    const { open } = this.view;
    const first = open?.messages[0];
    if (!open || !first || !open.more) return;
    const { messages, more } = await server.messages(this.#as, open.id, first.id);
    if (this.view.open?.id !== open.id) return;
    this.set({ open: { ...this.view.open, messages: [...messages, ...this.view.open.messages], more } });
  }

  #markRead(): void {
    const { open, state } = this.view;
    const newest = open?.messages.filter(({ ephemeral }) => !ephemeral).at(-1);
    if (!open || !newest || !document.hasFocus()) return;
    const place = state?.places.find(({ id }) => id === open.id);
    if (place && !place.unread && place.pings === 0) return;
    void server.verb(this.#as, 'reads', open.id, newest.id).catch(() => undefined);
  }

  /** Who and where, in the address, so that a reload and a second window find it again. */
  #remember(asNewPage: boolean): void {
    const { state, open } = this.view;
    const slug = state?.cast.find(({ id }) => id === state.me)?.slug ?? '';
    const address = `?${new URLSearchParams({ as: slug, ...(open ? { at: open.id } : {}) })}`;
    if (address === location.search) return;
    if (asNewPage) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  /** Does one of the person's verbs; a form that follows is opened. Throws what a person would be told. */
  async does(call: string, ...args: unknown[]): Promise<PageOutcome> {
    const outcome = await server.verb(this.#as, call, ...args);
    if (outcome?.kind === 'modal') this.set({ form: outcome.modal });
    if (outcome?.kind === 'failed') throw new Error(outcome.text);
    return outcome;
  }

  /** Does something and shows what went wrong with it. */
  async tries(work: () => Promise<unknown>): Promise<void> {
    this.set({ trouble: null });
    try {
      await work();
    } catch (error) {
      this.set({ trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  get as(): string {
    return this.#as;
  }
}

const NO_NAMES = namesOf(
  {
    me: '',
    botId: '',
    cast: [],
    people: [],
    roles: [],
    guilds: [],
    places: [],
    clock: { offset: 0, moving: false, next: null },
    playing: false,
    next: { text: '', go: null },
  },
  null,
).names;

/** Where somebody who comes in stands first: where they were, the lobby, or any channel they can read. */
function startingPlace({ places }: PageState, wanted: string | null): PagePlace | undefined {
  const texts = places.filter(({ type }) => type === TEXT_CHANNEL);
  return (
    places.find(({ id }) => id === wanted) ??
    texts.find(({ name }) => name.includes('lobby')) ??
    texts[0] ??
    places[0]
  );
}

export const StoreContext = createContext<Store>(new Store());

export const useStore = (): Store => useContext(StoreContext);

/** A part of the view; the component is drawn again only when that very part changes. */
export function useView<Part>(select: (view: View) => Part): Part {
  const store = useStore();
  const part = select(store.view);
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let shown = part;
    const look = () => {
      const now = select(store.view);
      if (Object.is(now, shown)) return;
      shown = now;
      again(undefined);
    };
    look();
    return store.subscribe(look);
    // The selection is a constant of its component.
  }, [store]);
  return part;
}
