import type { PageState } from '../../protocol.ts';
import { useStore } from '../data/store.ts';
import { Avatar } from './avatar.tsx';

const PARTS = { admin: 'admin', facilitator: 'facilitator', member: '' } as const;

/** Everybody you can be; one click and you look with their eyes. */
export function CastRail({ state }: { state: PageState }) {
  const store = useStore();
  return (
    <nav class="cast" aria-label="Be somebody else">
      <ul>
        {state.cast.map(({ id, name, about, part, pings }) => {
          const isMe = id === state.me;
          return (
            <li key={id}>
              <button
                type="button"
                class="cast-member"
                aria-current={isMe ? 'true' : undefined}
                title={`${name}${PARTS[part] ? `, ${PARTS[part]},` : ''} ${about}`}
                onClick={() => void store.tries(() => store.become(id))}
              >
                <Avatar name={name} />
                <span class="visually-hidden">{isMe ? 'You are ' : 'Become '}</span>
                <span class="cast-name">{name}</span>
                {pings > 0 && !isMe && (
                  <span class="badge">
                    <span class="visually-hidden">, </span>
                    {pings}
                    <span class="visually-hidden"> new for them</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
