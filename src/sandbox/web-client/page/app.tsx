import { useEffect, useState } from 'preact/hooks';
import { Composer } from './composer/composer.tsx';
import { NamesContext } from './data/names.ts';
import { useStore, useView } from './data/store.ts';
import { FormDialog } from './form/form-dialog.tsx';
import { CastRail } from './frame/cast-rail.tsx';
import { ClockBar } from './frame/clock-bar.tsx';
import { Drawer } from './frame/drawer.tsx';
import { NextLine } from './frame/next-line.tsx';
import { PlaceHeader } from './frame/place-header.tsx';
import { PlaceList } from './frame/place-list.tsx';
import { Trouble } from './frame/trouble.tsx';
import { MessageList } from './message/message-list.tsx';

/** The page: who you are, where you are, what stands there, and what time it is. */
export function App() {
  const store = useStore();
  const state = useView((view) => view.state);
  const openId = useView((view) => view.open?.id ?? null);
  const form = useView((view) => view.form);
  const [menuOpen, setMenuOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  // On a narrow screen the list covers the place that was chosen from it.
  useEffect(() => setMenuOpen(false), [openId, state?.me]);
  if (!state) return <p class="opening">Opening the door…</p>;
  const place = state.places.find(({ id }) => id === openId) ?? null;
  return (
    <NamesContext.Provider value={store.names}>
      <div class={menuOpen ? 'page menu-open' : 'page'}>
        <header class="top">
          <ClockBar state={state} drawerOpen={drawerOpen} onDrawer={() => setDrawerOpen(!drawerOpen)} />
          <NextLine state={state} />
        </header>
        <CastRail state={state} />
        <PlaceList state={state} openId={openId} />
        <main class="place" aria-label={place ? 'Messages' : 'No place'}>
          <PlaceHeader place={place} menuOpen={menuOpen} onMenu={() => setMenuOpen(!menuOpen)} />
          {place ? (
            <>
              <MessageList key={`${state.me}-${place.id}`} place={place} />
              <Trouble />
              <Composer key={`composer-${state.me}-${place.id}`} place={place} />
            </>
          ) : (
            <p class="empty">There is nothing to see here yet.</p>
          )}
        </main>
        {drawerOpen && <Drawer onClose={() => setDrawerOpen(false)} />}
        {form && <FormDialog key={form.interactionId} form={form} />}
      </div>
    </NamesContext.Provider>
  );
}
