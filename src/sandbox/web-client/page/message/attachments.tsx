import { useStore } from '../data/store.ts';

const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

type File = { id: string; filename: string; url: string; description?: string; size: number };

/** Files of a message: pictures are shown, everything else is offered. */
export function Attachments({ files }: { files: readonly File[] }) {
  return (
    <div class="attachments">
      {files.map(({ id, filename, url, description, size }) =>
        PICTURE.test(filename) ? (
          <Picture key={id} url={url} description={description ?? filename} />
        ) : (
          <FileCard key={id} url={url} name={filename} size={size} />
        ),
      )}
    </div>
  );
}

/** The address under which this page gives a file; null for one that lies elsewhere, which is never fetched. */
export function useFileAddress(url: string): string | null {
  const { as } = useStore();
  const known = /\/(?:attachments|files)\/(\d+)\/(\d+)/.exec(url);
  return known ? `/files/${known[1]}/${known[2]}?as=${as}` : null;
}

export function Picture({ url, description }: { url: string; description: string }) {
  const address = useFileAddress(url);
  if (address === null) return <p class="file">A picture from elsewhere: {description || url}</p>;
  return (
    <a class="picture" href={address} target="_blank" rel="noreferrer">
      <img src={address} alt={description || 'A picture without a description'} loading="lazy" />
    </a>
  );
}

export function FileCard({ url, name, size }: { url: string; name: string; size: number | null }) {
  const address = useFileAddress(url);
  const kilobytes = size === null ? null : `${Math.max(1, Math.round(size / 1024))} KB`;
  return (
    <p class="file">
      {address === null ? (
        <span>{name}</span>
      ) : (
        <a href={address} download={name}>
          <bdi>{name}</bdi>
        </a>
      )}
      {kilobytes && <span class="small"> {kilobytes}</span>}
    </p>
  );
}
