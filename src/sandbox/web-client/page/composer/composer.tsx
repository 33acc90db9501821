import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { PagePlace, UploadedFile } from '../../protocol.ts';
import { useNames } from '../data/names.ts';
import { server } from '../data/server.ts';
import { useStore, useView } from '../data/store.ts';
import { CommandBar } from './command-bar.tsx';
import { flattenCommands, matchingCommands, type Typable } from './flatten-commands.ts';
import { readFiles } from './read-files.ts';
import { Suggestions } from './suggestions.tsx';
import { withMentions } from './with-mentions.ts';

/** Where one writes: messages with files, answers, and commands after a slash. */
export function Composer({ place }: { place: PagePlace }) {
  const store = useStore();
  const names = useNames();
  const cast = useView((view) => view.state?.cast);
  const replyTo = useView((view) => view.replyTo);
  const [text, setText] = useState('');
  const [files, setFiles] = useState<UploadedFile[]>([]);
  const [commands, setCommands] = useState<Typable[] | null>(null);
  const [chosen, setChosen] = useState<Typable | null>(null);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const listId = useId();

  const isCommand = text.startsWith('/') && !text.includes('\n');
  useEffect(() => {
    if (isCommand)
      void store.tries(async () => setCommands(flattenCommands(await server.commands(store.as, place.id))));
  }, [isCommand]);
  useEffect(() => {
    if (replyTo) box.current?.focus();
  }, [replyTo]);
  useEffect(() => {
    // The box grows with what is in it; the policy forbids style attributes but not this.
    const element = box.current;
    if (element) element.rows = Math.min(8, Math.max(1, text.split('\n').length));
  }, [text]);

  const found = isCommand && commands ? matchingCommands(commands, text) : [];
  const index = Math.min(at, Math.max(0, found.length - 1));
  const mayUseCommands = !place.archived;
  if (!place.mayWrite && !mayUseCommands) return <p class="composer closed">You can read here, not write.</p>;

  const run = (command: Typable, options: Record<string, string | number | boolean>) =>
    store.tries(async () => {
      setChosen(null);
      setText('');
      await store.does('runs', command.path, options, place.id);
    });
  const choose = (command: Typable | undefined) => {
    if (!command) return;
    if (command.options.length === 0) void run(command, {});
    else {
      setChosen(command);
      setText('');
    }
  };
  const post = () => {
    if (text.trim() === '' && files.length === 0) return;
    const content = withMentions(text, cast ?? []);
    void store.tries(async () => {
      await server.post(store.as, place.id, content, replyTo?.id ?? null, files);
      setText('');
      setFiles([]);
      store.set({ replyTo: null });
    });
  };
  const press = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (found.length > 0 && event.key === 'ArrowDown') setAt(Math.min(last, index + 1));
    else if (found.length > 0 && event.key === 'ArrowUp') setAt(Math.max(0, index - 1));
    else if (found.length > 0 && event.key === 'Tab' && !event.shiftKey)
      setText(`${found[index]?.path ?? ''} `);
    else if (event.key === 'Escape' && (isCommand || replyTo)) {
      if (isCommand) setText('');
      store.set({ replyTo: null });
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      if (found.length > 0) choose(found[index]);
      else post();
    } else return;
    event.preventDefault();
  };
  const attach = async (list: FileList | null) => {
    await store.tries(async () => setFiles([...files, ...(await readFiles(list))].slice(0, 10)));
    if (picker.current) picker.current.value = '';
  };

  if (chosen)
    return (
      <CommandBar
        command={chosen}
        place={place}
        onRun={(options) => void run(chosen, options)}
        onCancel={() => {
          setChosen(null);
          requestAnimationFrame(() => box.current?.focus());
        }}
      />
    );
  const label = place.withId
    ? `Message ${names.person(place.withId) ?? 'somebody'}`
    : `Message in ${place.name}`;
  return (
    <div class="composer">
      {found.length > 0 && <Suggestions id={listId} commands={found} at={index} onChoose={choose} />}
      {isCommand && commands && found.length === 0 && <p class="small">There is no such command here.</p>}
      {replyTo && (
        <p class="replying">
          Replying to <bdi>{replyTo.authorName}</bdi>{' '}
          <button type="button" class="quiet" onClick={() => store.set({ replyTo: null })}>
            Do not reply
          </button>
        </p>
      )}
      {files.length > 0 && (
        <ul class="files" aria-label="Files to send">
          {files.map((file) => (
            <li key={file.name}>
              <bdi>{file.name}</bdi>{' '}
              <button
                type="button"
                class="quiet"
                onClick={() => setFiles(files.filter((known) => known !== file))}
              >
                Remove<span class="visually-hidden"> {file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="box">
        {place.mayAttach && place.mayWrite && (
          <>
            <input
              ref={picker}
              type="file"
              multiple
              class="visually-hidden"
              tabIndex={-1}
              aria-label="Choose files"
              onChange={({ currentTarget }) => void attach(currentTarget.files)}
            />
            <button
              type="button"
              class="attach"
              aria-label="Attach files"
              onClick={() => picker.current?.click()}
            >
              <span aria-hidden="true">+</span>
            </button>
          </>
        )}
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          maxLength={4000}
          aria-label={label}
          placeholder={place.mayWrite ? 'Write, or / for commands' : 'Type / for commands'}
          aria-autocomplete="list"
          aria-controls={found.length > 0 ? listId : undefined}
          aria-activedescendant={found.length > 0 ? `${listId}-${index}` : undefined}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <button
          type="button"
          class="button primary send"
          onClick={() => (found.length > 0 ? choose(found[index]) : post())}
        >
          Send
        </button>
      </div>
    </div>
  );
}
