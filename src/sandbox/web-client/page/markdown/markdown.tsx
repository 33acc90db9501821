import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useNames } from '../data/names.ts';
import { type Block, parseBlocks } from './parse-blocks.ts';
import type { Inline } from './parse-inline.ts';
import { Time } from './time.tsx';

/** A text as Discord would show it. It becomes elements, never HTML, so that no text can be more than text. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return (
    <div class="markdown" dir="auto">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          {block.lines.map((line, index) => (
            <span key={index}>
              {index > 0 && <br />}
              <Inlines of={line} />
            </span>
          ))}
        </p>
      );
    case 'heading':
      // Messages do not nest in the page's outline: their headings all stand on one level.
      return (
        <h2 class={`heading-${block.level}`}>
          <Inlines of={block.of} />
        </h2>
      );
    case 'small':
      return (
        <p class="small">
          <Inlines of={block.of} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index} class={`depth-${Math.min(item.depth, 3)}`}>
          <Inlines of={item.of} />
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return (
        <blockquote>
          {block.blocks.map((inner, index) => (
            <BlockView key={index} block={inner} />
          ))}
        </blockquote>
      );
    case 'code':
      return (
        // Long lines scroll, and what scrolls can be reached by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region wants focus
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
  }
}

function Inlines({ of }: { of: readonly Inline[] }): ComponentChildren {
  return of.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  if (typeof node === 'string') return <>{node}</>;
  switch (node.kind) {
    case 'strong':
      return (
        <strong>
          <Inlines of={node.of} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inlines of={node.of} />
        </em>
      );
    case 'underline':
      return (
        <u>
          <Inlines of={node.of} />
        </u>
      );
    case 'strike':
      return (
        <s>
          <Inlines of={node.of} />
        </s>
      );
    case 'spoiler':
      return <Spoiler of={node.of} />;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <a href={node.url} title={node.url} target="_blank" rel="noreferrer noopener">
          <Inlines of={node.of} />
        </a>
      );
    case 'time':
      return <Time seconds={node.seconds} style={node.style} />;
    case 'command':
      return <span class="mention">{node.text}</span>;
    case 'everyone':
      return <span class="mention">{node.text}</span>;
    case 'emoji':
      return <span class="emoji">:{node.name}:</span>;
    default:
      return <Mention kind={node.kind} id={node.id} />;
  }
}

function Mention({ kind, id }: { kind: 'user' | 'role' | 'channel'; id: string }) {
  const names = useNames();
  const sign = kind === 'channel' ? '#' : '@';
  const name = kind === 'user' ? names.person(id) : kind === 'role' ? names.role(id) : names.place(id);
  const isMe = kind === 'user' && id === names.me;
  return (
    <span class={isMe ? 'mention of-me' : 'mention'}>
      {sign}
      <bdi>{name ?? (kind === 'channel' ? 'a place you do not see' : 'somebody')}</bdi>
    </span>
  );
}

function Spoiler({ of }: { of: readonly Inline[] }) {
  const [open, setOpen] = useState(false);
  if (open)
    return (
      <span class="spoiler open">
        <Inlines of={of} />
      </span>
    );
  return (
    <button type="button" class="spoiler" onClick={() => setOpen(true)}>
      hidden, show it
    </button>
  );
}
