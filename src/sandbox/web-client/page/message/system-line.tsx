import type { PageMessage } from '../../protocol.ts';
import { useNames } from '../data/names.ts';

const ADDED = 1;
const REMOVED = 2;
const RENAMED = 4;
const PINNED = 6;
const JOINED = 7;
const THREAD_MADE = 18;

/** What Discord itself writes when something happened in a place. */
export function SystemLine({ message }: { message: PageMessage }) {
  const names = useNames();
  const who = names.isBot(message.authorId) ? 'Alongside' : message.authorName;
  const others = message.about.users.map((id) => names.person(id) ?? 'somebody').join(', ');
  const text = (() => {
    switch (message.type) {
      case ADDED:
        return `brought ${others} in`;
      case REMOVED:
        return message.about.users.includes(message.authorId) ? 'left' : `took ${others} out`;
      case RENAMED:
        return `renamed this to ${message.content}`;
      case PINNED:
        return 'pinned a message';
      case JOINED:
        return 'came in';
      case THREAD_MADE:
        return `began a thread: ${message.content}`;
      default:
        return null;
    }
  })();
  return (
    <li class="system" data-unknown={text === null ? `message type ${message.type}` : undefined}>
      <bdi>{who}</bdi> {text ?? 'did something this page does not know'}
    </li>
  );
}
