import { useView } from '../data/store.ts';

/** What went wrong with the last thing somebody did, and whether the page still hears the world. */
export function Trouble() {
  const trouble = useView((view) => view.trouble);
  const connected = useView((view) => view.connected);
  return (
    <div class="trouble" role="status">
      {!connected && (
        <p>The demo does not answer. Is it still running? The page goes on by itself when it is.</p>
      )}
      {trouble && <p>{trouble}</p>}
    </div>
  );
}
