import type { AnyComponent } from '../../../local-discord/world/message-text.ts';
import type { PageMessage } from '../../protocol.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { FileCard, Picture } from './attachments.tsx';
import { MessageButton } from './message-button.tsx';
import { MessageMenuSelect } from './message-select.tsx';

/** Discord's numbers for what a message is laid out with. */
const Type = {
  row: 1,
  button: 2,
  stringSelect: 3,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
} as const;

type Props = { of: readonly AnyComponent[]; message: PageMessage };

/** Components in the order in which they were sent. */
export function Components({ of, message }: Props) {
  return (
    <>
      {of.map((component, index) => (
        <Component key={component.id ?? index} of={component} message={message} />
      ))}
    </>
  );
}

function Component({ of, message }: { of: AnyComponent; message: PageMessage }) {
  switch (of.type) {
    case Type.row:
      return (
        <div class="row">
          <Components of={of.components ?? []} message={message} />
        </div>
      );
    case Type.button:
      return <MessageButton button={of} message={message} />;
    case Type.stringSelect:
    case Type.userSelect:
    case Type.roleSelect:
    case Type.mentionableSelect:
    case Type.channelSelect:
      return <MessageMenuSelect menu={of} message={message} />;
    case Type.section:
      return (
        <div class="section">
          <div class="section-text">
            <Components of={of.components ?? []} message={message} />
          </div>
          {of.accessory && <Component of={of.accessory} message={message} />}
        </div>
      );
    case Type.text:
      return <Markdown text={of.content ?? ''} />;
    case Type.thumbnail:
      return (
        <div class="thumbnail">
          <Picture url={of.media?.url ?? ''} description={of.description ?? ''} />
        </div>
      );
    case Type.gallery:
      return (
        <div class="gallery">
          {(of.items ?? []).map(({ media, description }, index) => (
            <Picture key={index} url={media.url} description={description ?? ''} />
          ))}
        </div>
      );
    case Type.file:
      return <FileCard url={of.file?.url ?? ''} name={nameOf(of, message)} size={null} />;
    case Type.separator:
      return (of as { divider?: boolean }).divider === false ? <div class="space" /> : <hr />;
    case Type.container:
      return (
        <div class={`container ${accentOf(of.accent_color ?? null)}`}>
          <Components of={of.components ?? []} message={message} />
        </div>
      );
    default:
      return (
        <p class="unknown" data-unknown={`component ${of.type}`}>
          This page does not know component {of.type}.
        </p>
      );
  }
}

function nameOf({ file }: AnyComponent, { attachments }: PageMessage): string {
  const id = /\/(\d+)\/[^/]*$/.exec(file?.url ?? '')?.[1];
  return (
    attachments.find((attachment) => attachment.id === id)?.filename ??
    file?.url.split('/').at(-1) ??
    'a file'
  );
}

/** The policy of the page allows no inline styles, so an accent becomes the nearest of six hues. */
function accentOf(color: number | null): string {
  if (color === null) return '';
  const [red, green, blue] = [(color >> 16) & 255, (color >> 8) & 255, color & 255] as const;
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 24) return 'accent-grey';
  const sector =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const HUES = ['rose', 'amber', 'green', 'teal', 'blue', 'violet'] as const;
  return `accent-${HUES[Math.round(sector) % 6]}`;
}
