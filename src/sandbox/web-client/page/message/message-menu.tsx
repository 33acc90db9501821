import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageCommand, PageMessage, PagePlace } from '../../protocol.ts';
import { server } from '../data/server.ts';
import { useStore } from '../data/store.ts';

const MESSAGE_COMMAND = 3;

type Props = { message: PageMessage; place: PagePlace; author: string };

/** What can be done with a message: answer it, pin it, delete it, or use one of the bot's entries. */
export function MessageMenu({ message, place, author }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class={open ? 'message-menu open' : 'message-menu'}>
      <button
        type="button"
        ref={button}
        class="more"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`More about the message by ${author}`}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {open && <Entries message={message} place={place} onClose={close} />}
    </div>
  );
}

type Entry = { label: string; work: () => Promise<unknown> };

function Entries({
  message,
  place,
  onClose,
}: {
  message: PageMessage;
  place: PagePlace;
  onClose: () => void;
}) {
  const store = useStore();
  const menu = useRef<HTMLDivElement>(null);
  const [commands, setCommands] = useState<PageCommand[]>([]);
  useEffect(() => {
    if (message.ephemeral) return;
    void store.tries(async () => setCommands(await server.commands(store.as, place.id)));
  }, []);
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: Event) => {
      if (!menu.current?.parentElement?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, []);
  const isOwn = message.authorId === store.as;
  const entries: Entry[] = [];
  if (place.mayWrite && !message.ephemeral)
    entries.push({ label: 'Reply', work: async () => store.set({ replyTo: message }) });
  if (!message.ephemeral)
    for (const { name, type } of commands)
      if (type === MESSAGE_COMMAND)
        entries.push({ label: name, work: () => store.does('usesMessageMenu', name, message.id) });
  if (place.mayPin && !message.ephemeral)
    entries.push({
      label: message.pinned ? 'Unpin' : 'Pin',
      work: () => store.does('pins', message.id, !message.pinned),
    });
  if (message.ephemeral) entries.push({ label: 'Dismiss', work: () => store.does('deletes', message.id) });
  else if (isOwn || place.mayModerate)
    entries.push({ label: 'Delete', work: () => store.does('deletes', message.id) });
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <div role="menu" aria-label="More" ref={menu} onKeyDown={move}>
      {entries.map(({ label, work }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onClose();
            void store.tries(work);
          }}
        >
          {label}
        </button>
      ))}
      {entries.length === 0 && <p class="small">Nothing to do with this one.</p>}
    </div>
  );
}
