import type { PageState } from '../../protocol.ts';
import { useStore } from '../data/store.ts';

/** One quiet line: what you could do next. */
export function NextLine({ state }: { state: PageState }) {
  const store = useStore();
  const { text, go } = state.next;
  const isThere = go !== null && (go.as === null || go.as === state.me) && go.place === store.view.open?.id;
  return (
    <section class="next" aria-label="What you could do next">
      <p aria-live="polite">{text}</p>
      {go && !isThere && (
        <button
          type="button"
          class="quiet"
          onClick={() => void store.tries(() => store.become(go.as ?? state.me, go.place))}
        >
          {go.label}
        </button>
      )}
    </section>
  );
}
