import { Markdown } from '../markdown/markdown.tsx';

export interface SeenEmbed {
  title?: string;
  description?: string;
  url?: string;
  author?: { name: string };
  footer?: { text: string };
  fields?: { name: string; value: string }[];
}

/** An embed of the older kind: a framed card. */
export function Embed({ embed }: { embed: SeenEmbed }) {
  return (
    <div class="container">
      {embed.author && <p class="small">{embed.author.name}</p>}
      {embed.title && <p class="embed-title">{embed.title}</p>}
      {embed.description && <Markdown text={embed.description} />}
      {embed.fields?.map(({ name, value }, index) => (
        <div key={index}>
          <p class="embed-title">{name}</p>
          <Markdown text={value} />
        </div>
      ))}
      {embed.footer && <p class="small">{embed.footer.text}</p>}
    </div>
  );
}
