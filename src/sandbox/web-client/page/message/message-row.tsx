import type { PageMessage, PagePlace } from '../../protocol.ts';
import { useNames } from '../data/names.ts';
import { Avatar } from '../frame/avatar.tsx';
import { inWords, instantText } from '../markdown/time.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageMenu } from './message-menu.tsx';
import { isSystem } from './message-list.tsx';
import { SystemLine } from './system-line.tsx';

type Props = { message: PageMessage; together: boolean; place: PagePlace };

/** One message: who, when, what, and what can be done with it. */
export function MessageRow({ message, together, place }: Props) {
  const names = useNames();
  if (isSystem(message)) return <SystemLine message={message} />;
  const isBot = names.isBot(message.authorId);
  const author = isBot ? 'Alongside' : message.authorName;
  const isForMe = message.mentions.users.includes(names.me) || message.mentions.everyone;
  const classes = ['message', together && 'together', message.ephemeral && 'ephemeral', isForMe && 'for-me'];
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      {message.answers && (
        <p class="context">
          <bdi>{names.person(message.answers) ?? 'Somebody'}</bdi> used a command
        </p>
      )}
      {message.quoted && (
        <p class="context">
          replying to <bdi>{message.quoted.authorName}</bdi>: <bdi class="quoted">{message.quoted.text}</bdi>
        </p>
      )}
      <div class="message-inside">
        {together ? <span class="avatar-space" /> : <Avatar name={author} bot={isBot} />}
        <div class="message-content">
          <p class={together ? 'author visually-hidden' : 'author'}>
            <bdi class={isBot ? 'author-name by-bot' : 'author-name'}>{author}</bdi>
            {isBot && <span class="tag">app</span>}
            <Sent at={message.at} />
            {message.pinned && <span class="tag">pinned</span>}
          </p>
          <MessageBody message={message} />
          {message.edited && <p class="edited">edited</p>}
          {message.ephemeral && <p class="only-you">Only you can see this.</p>}
          {message.reactions.length > 0 && (
            <p class="reactions">
              {message.reactions.map(({ emoji, count }) => (
                <span key={emoji} class="reaction">
                  {emoji.split(':')[0]} {count}
                </span>
              ))}
            </p>
          )}
        </div>
        <MessageMenu message={message} place={place} author={author} />
      </div>
    </li>
  );
}

function Sent({ at }: { at: number }) {
  const { zone, offset } = useNames();
  const now = Date.now() + offset;
  const isOld = now - at > 20 * 3_600_000;
  return (
    <time
      class="sent"
      dateTime={new Date(at).toISOString()}
      title={`${instantText(at, 'F', zone)}, ${inWords(at / 1000, now / 1000)}`}
    >
      {instantText(at, isOld ? 'day' : 't', zone)}
    </time>
  );
}
