import type { PageMessage } from '../../protocol.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Attachments } from './attachments.tsx';
import { Components } from './components.tsx';
import { Embed, type SeenEmbed } from './embed.tsx';

/** What a message says, without who said it. */
export function MessageBody({ message }: { message: PageMessage }) {
  if (message.loading) return <p class="thinking">Alongside is thinking…</p>;
  // A file shown by a component is not shown a second time below.
  const shown = JSON.stringify(message.components);
  const loose = message.attachments.filter(({ id }) => !shown.includes(id));
  return (
    <>
      {message.content !== '' && <Markdown text={message.content} />}
      {(message.embeds as SeenEmbed[]).map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      {message.components.length > 0 && <Components of={message.components} message={message} />}
      {loose.length > 0 && <Attachments files={loose} />}
    </>
  );
}
