import { useState } from 'preact/hooks';
import type { AnyComponent } from '../../../local-discord/world/message-text.ts';
import type { PageMessage } from '../../protocol.ts';
import { useStore } from '../data/store.ts';

const STYLES: Record<number, string> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

/** A button of a message. It waits for its answer, and says when there was none. */
export function MessageButton({ button, message }: { button: AnyComponent; message: PageMessage }) {
  const store = useStore();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const content = (
    <>
      {button.emoji?.name && (
        <span aria-hidden={button.label ? 'true' : undefined}>{button.emoji.name} </span>
      )}
      {button.label}
    </>
  );
  if (button.url !== undefined)
    return /^https?:/.test(button.url) ? (
      <a class="button link" href={button.url} target="_blank" rel="noreferrer">
        {content}
      </a>
    ) : (
      <span class="button link">{content}</span>
    );
  const press = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      await store.does('clicks', message.id, button.custom_id);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button
        type="button"
        class={`button ${STYLES[button.style ?? 2] ?? 'secondary'}`}
        disabled={button.disabled ?? false}
        aria-busy={busy}
        onClick={() => void press()}
      >
        {content}
      </button>
      {trouble && (
        <p class="failed" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
