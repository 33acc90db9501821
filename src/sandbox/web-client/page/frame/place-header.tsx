import { useState } from 'preact/hooks';
import type { PagePlace } from '../../protocol.ts';
import { useNames } from '../data/names.ts';
import { PinsPanel } from './pins-panel.tsx';

type Props = { place: PagePlace | null; menuOpen: boolean; onMenu: () => void };

/** Where you are; on a narrow screen also the way to everywhere else. */
export function PlaceHeader({ place, menuOpen, onMenu }: Props) {
  const names = useNames();
  const [pinsFor, setPinsFor] = useState<string | null>(null);
  const name = place?.withId ? (names.person(place.withId) ?? 'somebody') : (place?.name ?? 'Nowhere');
  const pinsOpen = place !== null && pinsFor === place.id;
  return (
    <header class="place-header">
      <button
        type="button"
        class="menu-button"
        aria-expanded={menuOpen}
        aria-controls="places"
        onClick={onMenu}
      >
        {menuOpen ? 'Close' : 'Places'}
      </button>
      <p class="as">
        as <bdi>{names.person(names.me)}</bdi>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      {place?.topic && <p class="topic">{place.topic}</p>}
      {place?.archived && <p class="topic">archived{place.locked ? ' and locked' : ''}</p>}
      {place && (
        <button
          type="button"
          class="pins-button"
          aria-expanded={pinsOpen}
          onClick={() => setPinsFor(pinsOpen ? null : place.id)}
        >
          Pins{place.pins > 0 ? ` (${place.pins})` : ''}
        </button>
      )}
      {pinsOpen && <PinsPanel place={place} onClose={() => setPinsFor(null)} />}
    </header>
  );
}
