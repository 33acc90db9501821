import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageMessage, PagePlace } from '../../protocol.ts';
import { useNames } from '../data/names.ts';
import { compareIds } from '../data/sorted-messages.ts';
import { useStore, useView } from '../data/store.ts';
import { instantText } from '../markdown/time.tsx';
import { MessageRow } from './message-row.tsx';

const TOGETHER_MS = 7 * 60_000;
/** From here on, rows out of sight are not laid out. */
const LONG = 150;
/** How near to the end counts as reading along. */
const NEAR_PX = 120;

/** All that stands in a place, oldest first; it stays at the end for as long as somebody reads there. */
export function MessageList({ place }: { place: PagePlace }) {
  const store = useStore();
  const names = useNames();
  const open = useView((view) => view.open);
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const heightBefore = useRef<number | null>(null);
  const [loading, setLoading] = useState(false);
  const rows = useRef(new Map<string, { message: PageMessage; key: string; row: ComponentChildren }>());

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (heightBefore.current !== null) {
      element.scrollTop += element.scrollHeight - heightBefore.current;
      heightBefore.current = null;
    } else if (atEnd.current) element.scrollTop = element.scrollHeight;
  }, [open]);

  // Whoever goes somewhere by keyboard is there then, and need not walk through the lists again.
  useEffect(() => {
    if (open?.ready && store.arrivals > 1) list.current?.focus({ preventScroll: true });
  }, [open?.ready]);

  // Pictures and rows that are drawn late make the list longer after it was looked at.
  useEffect(() => {
    const element = list.current;
    const inside = element?.lastElementChild;
    if (!element || !inside) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inside);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const messages = open?.id === place.id ? open.messages : [];
  const divider = useMemo(
    () => firstNew(messages, open?.readUntil ?? null, names.me),
    [messages, open?.readUntil],
  );

  const older = () => {
    heightBefore.current = list.current?.scrollHeight ?? null;
    setLoading(true);
    void store.tries(() => store.older()).finally(() => setLoading(false));
  };

  /** The same row for the same message, so that a new message does not draw all the others again. */
  const rowOf = (message: PageMessage, before: PageMessage | undefined): ComponentChildren => {
    const together = belongsTo(message, before);
    const key = `${together}-${place.mayPin}-${place.mayModerate}-${place.mayWrite}`;
    const known = rows.current.get(message.id);
    if (known?.message === message && known.key === key) return known.row;
    const row = <MessageRow key={message.id} message={message} together={together} place={place} />;
    rows.current.set(message.id, { message, key, row });
    return row;
  };

  return (
    <div
      class={messages.length > LONG ? 'messages long' : 'messages'}
      role="log"
      aria-label="Messages"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region wants focus
      tabIndex={0}
      ref={list}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
        // What was drawn late moves the end away; only scrolling up leaves it.
        if (isNear || scrollTop < lastTop.current) atEnd.current = isNear;
        lastTop.current = scrollTop;
      }}
    >
      {open?.more && (
        <button type="button" class="quiet older" disabled={loading} onClick={older}>
          Earlier messages
        </button>
      )}
      {open?.ready && messages.length === 0 && <p class="empty">Nothing was said here yet.</p>}
      <ol>
        {messages.flatMap((message, index) => {
          const before = messages[index - 1];
          const parts: ComponentChildren[] = [];
          const day = instantText(message.at, 'D', names.zone);
          if (!before || instantText(before.at, 'D', names.zone) !== day)
            parts.push(
              <li key={`day-${message.id}`} class="day">
                {day}
              </li>,
            );
          if (message.id === divider)
            parts.push(
              <li key="new" class="new-line">
                New
              </li>,
            );
          parts.push(rowOf(message, parts.length > 0 ? undefined : before));
          return parts;
        })}
      </ol>
    </div>
  );
}

function firstNew(messages: readonly PageMessage[], readUntil: string | null, me: string): string | null {
  if (readUntil === null) return null;
  const first = messages.find(({ id, authorId }) => authorId !== me && compareIds(id, readUntil) > 0);
  return first && first !== messages[0] ? first.id : null;
}

/** Whether a message goes on from the one before, so that its author need not be named again. */
function belongsTo(message: PageMessage, before: PageMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.authorId === message.authorId &&
    before.ephemeral === message.ephemeral &&
    message.at - before.at < TOGETHER_MS &&
    message.answers === null &&
    message.quoted === null &&
    !isSystem(message) &&
    !isSystem(before)
  );
}

const SPOKEN: ReadonlySet<number> = new Set([0, 19, 20, 23]);

/** Whether Discord itself wrote it: somebody came, something was pinned. */
export const isSystem = ({ type }: PageMessage): boolean => !SPOKEN.has(type);
