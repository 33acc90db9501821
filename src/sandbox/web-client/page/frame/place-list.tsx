import type { PagePlace, PageState } from '../../protocol.ts';
import { useStore } from '../data/store.ts';
import { Avatar } from './avatar.tsx';

const CATEGORY = 4;
const DIRECT = 1;
const VOICE: ReadonlySet<number> = new Set([2, 13]);
const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);

/** The servers with their channels and threads, and the conversations, as this person may see them. */
export function PlaceList({ state, openId }: { state: PageState; openId: string | null }) {
  const me = state.cast.find(({ id }) => id === state.me);
  const conversations = state.places.filter(({ type }) => type === DIRECT);
  return (
    <div class="sidebar" id="places">
      <nav class="places" aria-label="Places">
        {state.guilds.map(({ id, name }) => (
          <Guild
            key={id}
            name={name}
            places={state.places.filter(({ guildId }) => guildId === id)}
            openId={openId}
          />
        ))}
        <h2>Direct messages</h2>
        <ul>
          {conversations.map((place) => (
            <li key={place.id}>
              <Entry place={place} name={nameOf(state, place.withId)} sign="@" openId={openId} />
            </li>
          ))}
          {!conversations.some(({ withId }) => withId === state.botId) && (
            <OpenConversation botId={state.botId} />
          )}
        </ul>
      </nav>
      {me && (
        <section class="me" aria-label="You">
          <Avatar name={me.name} />
          <div>
            <p class="me-name">
              You are <strong>{me.name}</strong>
            </p>
            <p class="me-about">
              {me.about} · {me.zone.split('/').at(-1)?.replaceAll('_', ' ')}
            </p>
            <a href={`/?as=${me.slug}`} target="_blank" rel="noreferrer">
              Open a second window
            </a>
          </div>
        </section>
      )}
    </div>
  );
}

function Guild({ name, places, openId }: { name: string; places: PagePlace[]; openId: string | null }) {
  const inOrder = [...places].sort((a, b) => a.position - b.position);
  const top = inOrder.filter(
    ({ parentId, type }) => type !== CATEGORY && !THREADS.has(type) && !isIn(inOrder, parentId),
  );
  const categories = inOrder.filter(({ type }) => type === CATEGORY);
  return (
    <>
      <h2 class="guild">{name}</h2>
      <ul>
        {top.map((place) => (
          <ChannelEntry key={place.id} place={place} places={inOrder} openId={openId} />
        ))}
      </ul>
      {categories.map(({ id, name: category }) => (
        <div key={id}>
          <h3>{category}</h3>
          <ul>
            {inOrder
              .filter(({ parentId, type }) => parentId === id && !THREADS.has(type))
              .map((place) => (
                <ChannelEntry key={place.id} place={place} places={inOrder} openId={openId} />
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

const isIn = (places: readonly PagePlace[], id: string | null): boolean =>
  id !== null && places.some((place) => place.id === id && place.type === CATEGORY);

function ChannelEntry({
  place,
  places,
  openId,
}: {
  place: PagePlace;
  places: PagePlace[];
  openId: string | null;
}) {
  const threads = places.filter(({ parentId, type }) => parentId === place.id && THREADS.has(type));
  // An archived thread stays out of the way unless one is in it or something in it is new.
  const shown = threads.filter(({ id, archived, unread }) => !archived || id === openId || unread);
  const archived = threads.filter((thread) => !shown.includes(thread));
  return (
    <li>
      <Entry place={place} name={place.name} sign={VOICE.has(place.type) ? '♪' : '#'} openId={openId} />
      {shown.length > 0 && (
        <ul class="threads">
          {shown.map((thread) => (
            <li key={thread.id}>
              <Entry place={thread} name={thread.name} sign="›" openId={openId} />
            </li>
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <details class="archived">
          <summary>
            {archived.length} archived {archived.length === 1 ? 'thread' : 'threads'}
          </summary>
          <ul class="threads">
            {archived.map((thread) => (
              <li key={thread.id}>
                <Entry place={thread} name={thread.name} sign="›" openId={openId} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Entry(about: { place: PagePlace; name: string; sign: string; openId: string | null }) {
  const { place, name, sign, openId } = about;
  const store = useStore();
  const isOpen = place.id === openId;
  const isNew = (place.unread || place.pings > 0) && !isOpen;
  return (
    <button
      type="button"
      class={isNew ? 'entry unread' : 'entry'}
      aria-current={isOpen ? 'page' : undefined}
      onClick={() => void store.tries(() => store.goTo(place.id))}
    >
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <bdi class="entry-name">{name}</bdi>
      {isNew && place.pings === 0 && <span class="visually-hidden">, unread</span>}
      {isNew && place.pings > 0 && (
        <span class="badge">
          {place.pings}
          <span class="visually-hidden"> new for you</span>
        </span>
      )}
    </button>
  );
}

function OpenConversation({ botId }: { botId: string }) {
  const store = useStore();
  const open = async () => {
    const id = await store.does('createsDm', botId);
    await store.become(store.as, String(id));
  };
  return (
    <li>
      <button type="button" class="entry" onClick={() => void store.tries(open)}>
        <span class="sign" aria-hidden="true">
          @
        </span>
        <span class="entry-name">Alongside</span>
      </button>
    </li>
  );
}

const nameOf = (state: PageState, id: string | null): string =>
  state.people.find((person) => person.id === id)?.name ?? 'somebody';
