import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage, PagePlace } from '../../protocol.ts';
import { server } from '../data/server.ts';
import { useStore } from '../data/store.ts';
import { MessageBody } from '../message/message-body.tsx';

/** The pinned messages of a place. */
export function PinsPanel({ place, onClose }: { place: PagePlace; onClose: () => void }) {
  const store = useStore();
  const [pins, setPins] = useState<PageMessage[] | null>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    void store.tries(async () => setPins(await server.pins(store.as, place.id)));
    panel.current?.focus();
  }, [place.id, place.pins]);
  return (
    <section
      class="pins"
      aria-label="Pinned messages"
      tabIndex={-1}
      ref={panel}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      {pins?.length === 0 && <p class="empty">Nothing is pinned here.</p>}
      {pins?.map((message) => (
        <article key={message.id} class="pinned" aria-label={`Pinned, by ${message.authorName}`}>
          <MessageBody message={message} />
        </article>
      ))}
      <button type="button" class="quiet" onClick={onClose}>
        Close the pins
      </button>
    </section>
  );
}
