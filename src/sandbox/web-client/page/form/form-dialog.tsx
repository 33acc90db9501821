import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageModal } from '../../protocol.ts';
import { useStore } from '../data/store.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { FormField } from './form-field.tsx';

export type FieldValue = string | readonly string[] | boolean;

const CHECKBOX = 23;
const TEXT = 4;

/** A form of the bot. It keeps the focus until it is sent or closed, and goes back to where it was opened. */
export function FormDialog({ form }: { form: PageModal }) {
  const store = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<Readonly<Record<string, FieldValue>>>(() => firstValues(form));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => {
    dialog.current?.close();
    store.set({ form: null });
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const outcome = await store.does('submitsModal', form.interactionId, values);
      if (outcome.kind !== 'modal') close();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const me = store.view.state?.cast.find(({ id }) => id === store.as);
  const { suggested } = form;
  return (
    <dialog
      ref={dialog}
      class="form"
      aria-labelledby="form-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={(event) => void send(event)} noValidate>
        <header>
          <h2 id="form-title">{form.title}</h2>
          <button type="button" class="quiet" onClick={close}>
            Close
          </button>
        </header>
        <div class="fields">
          {form.text !== '' && <Markdown text={form.text} />}
          {suggested && me && (
            <p class="suggestion">
              <button type="button" class="quiet" onClick={() => setValues({ ...values, ...suggested })}>
                Answer as {me.name} would
              </button>
            </p>
          )}
          {form.fields.map((field) => (
            <FormField
              key={field.customId}
              field={field}
              value={values[field.customId]}
              onChange={(value) => setValues((known) => ({ ...known, [field.customId]: value }))}
            />
          ))}
        </div>
        <footer>
          {trouble && (
            <p class="failed" role="alert">
              {trouble}
            </p>
          )}
          <button type="submit" class="button primary" aria-busy={busy}>
            Send
          </button>
        </footer>
      </form>
    </dialog>
  );
}

/** What stands in a form when it opens. */
function firstValues(form: PageModal): Record<string, FieldValue> {
  return Object.fromEntries(
    form.fields.map((field) => {
      if (field.type === TEXT) return [field.customId, field.value];
      if (field.type === CHECKBOX) return [field.customId, false];
      const chosen = field.options.filter((option) => option.default).map(({ value }) => value);
      return [field.customId, chosen];
    }),
  );
}
