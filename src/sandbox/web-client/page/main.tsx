import { render } from 'preact';
import { App } from './app.tsx';
import { Store, StoreContext } from './data/store.ts';
import './style/page.css';

const store = new Store();
const root = document.getElementById('page');
if (root)
  render(
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    root,
  );
void store.start();
