import { useEffect, useState } from 'preact/hooks';
import type { PageState } from '../../protocol.ts';
import { useNames } from '../data/names.ts';
import { server } from '../data/server.ts';
import { useStore } from '../data/store.ts';
import { inWords } from '../markdown/time.tsx';
import { ThemeButton } from './theme-button.tsx';

type Props = { state: PageState; drawerOpen: boolean; onDrawer: () => void };

/** The world's time, and how to move it: by an hour, a day, to the next thing, or by letting the others live. */
export function ClockBar({ state, drawerOpen, onDrawer }: Props) {
  const store = useStore();
  const { offset, next, moving } = state.clock;
  const move = (wish: Parameters<typeof server.moveClock>[0]) => () =>
    void store.tries(() => server.moveClock(wish));
  const play = () => void store.tries(() => server.play(store.as, !state.playing));
  return (
    <section class="clock" aria-label="Time">
      <p class="brand">
        Alongside <span>demo</span>
      </p>
      <Now offset={offset} />
      <div class="buttons">
        <button type="button" disabled={moving} onClick={move({ hours: 1 })}>
          Plus an hour
        </button>
        <button type="button" disabled={moving} onClick={move({ days: 1 })}>
          Plus a day
        </button>
        <button
          type="button"
          disabled={moving || next === null}
          title={
            next === null
              ? 'Nothing is planned'
              : `The next thing happens ${inWords(next / 1000, (Date.now() + offset) / 1000)}`
          }
          onClick={move('next')}
        >
          Next thing
        </button>
        <button type="button" class="play" aria-pressed={state.playing} onClick={play}>
          {state.playing ? 'Stop the play' : 'Let the others play'}
        </button>
        <button type="button" aria-expanded={drawerOpen} onClick={onDrawer}>
          Drawer
        </button>
        <ThemeButton />
      </div>
      <p class="visually-hidden" role="status">
        {moving ? 'Time is moving' : ''}
      </p>
    </section>
  );
}

function Now({ offset }: { offset: number }) {
  const { zone } = useNames();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 5_000);
    return () => clearInterval(timer);
  }, []);
  const now = Date.now() + offset;
  const shown = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...format, timeZone: zone }).format(now);
  return (
    <time class="now" dateTime={new Date(now).toISOString()}>
      <span>{shown({ weekday: 'short', day: 'numeric', month: 'short' })}</span>{' '}
      <span>{shown({ hour: '2-digit', minute: '2-digit' })}</span>
    </time>
  );
}
