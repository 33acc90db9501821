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
          const news = pings === 0 || isMe ? '' : `, ${pings} new for them`;
          return (
            <li key={id}>
              <button
                type="button"
                class="cast-member"
                aria-current={isMe ? 'true' : undefined}
                aria-label={isMe ? `You are ${name}` : `Become ${name}${news}`}
                title={`${name}${PARTS[part] ? `, ${PARTS[part]},` : ''} ${about}`}
                onClick={() => void store.tries(() => store.become(id))}
              >
                <Avatar name={name} />
                <span class="cast-name">{name}</span>
                {pings > 0 && !isMe && <span class="badge">{pings}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
