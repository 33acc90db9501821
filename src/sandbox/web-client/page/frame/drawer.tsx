import { useEffect, useRef, useState } from 'preact/hooks';
import type { DrawerDocuments, DrawerEntry } from '../../protocol.ts';
import { server } from '../data/server.ts';
import { useStore, useView } from '../data/store.ts';

/** Behind the scenes: what bot and Discord say to each other, and what is stored. */
export function Drawer({ onClose }: { onClose: () => void }) {
  const [shows, setShows] = useState<'requests' | 'documents'>('requests');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <aside
      class="drawer"
      aria-label="Drawer"
      tabIndex={-1}
      ref={panel}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <header>
        <div class="buttons">
          <button type="button" aria-pressed={shows === 'requests'} onClick={() => setShows('requests')}>
            Requests
          </button>
          <button type="button" aria-pressed={shows === 'documents'} onClick={() => setShows('documents')}>
            Documents
          </button>
        </div>
        <button type="button" class="quiet" onClick={onClose}>
          Close the drawer
        </button>
      </header>
      {shows === 'requests' ? <Requests /> : <Documents />}
    </aside>
  );
}

function Requests() {
  const store = useStore();
  const state = useView((view) => view.state);
  const open = useView((view) => view.open);
  const [entries, setEntries] = useState<DrawerEntry[]>([]);
  useEffect(() => {
    void store.tries(async () => setEntries(await server.requests(0)));
  }, [state, open]);
  return (
    <>
      <p class="hint">What the bot asks Discord and what Discord tells it, newest first.</p>
      <ul>
        {[...entries].reverse().map((entry) => (
          <li key={entry.n}>
            <details>
              <summary>
                <span class={entry.direction === 'bot asks' ? 'asks' : 'tells'}>{entry.direction}</span>{' '}
                <code>{entry.title}</code>
                {entry.status !== null && <span class="status"> {entry.status}</span>}
              </summary>
              <Json of={entry.sent} title="Sent" />
              {entry.answered !== null && <Json of={entry.answered} title="Answered" />}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function Documents() {
  const store = useStore();
  const state = useView((view) => view.state);
  const [collections, setCollections] = useState<DrawerDocuments>([]);
  useEffect(() => {
    void store.tries(async () => setCollections(await server.documents()));
  }, [state]);
  return (
    <>
      <p class="hint">
        What is stored. <mark>Decrypted for the demo:</mark> on disk, what people write is sealed with a key
        of their own.
      </p>
      <ul>
        {collections.map(({ collection, about, documents }) => (
          <li key={collection}>
            <details>
              <summary>
                <code>{collection}</code> <span class="status">{documents.length}</span>
              </summary>
              <p class="hint">{about}</p>
              {documents.map((document, index) => (
                <Json key={index} of={document} title={`${collection} ${index + 1}`} />
              ))}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function Json({ of, title }: { of: unknown; title: string }) {
  if (of === null) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region wants focus
    <pre tabIndex={0} title={title}>
      {typeof of === 'string' ? of : JSON.stringify(of, null, 2)}
    </pre>
  );
}
