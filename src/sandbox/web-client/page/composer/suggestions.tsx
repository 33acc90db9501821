import { useEffect } from 'preact/hooks';
import type { Typable } from './flatten-commands.ts';

type Props = { id: string; commands: readonly Typable[]; at: number; onChoose: (command: Typable) => void };

/** The commands that what was typed could become. The box keeps the focus and names the active one. */
export function Suggestions({ id, commands, at, onChoose }: Props) {
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div class="suggestions">
      <p class="visually-hidden" role="status">
        {commands.length} {commands.length === 1 ? 'command' : 'commands'}
      </p>
      <div role="listbox" id={id} aria-label="Commands" tabIndex={-1}>
        {commands.map((command, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names its active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys
          <div
            key={command.path}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            class={index === at ? 'option active' : 'option'}
            // Pressing must not take the focus away from the box.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(command)}
          >
            <span class="option-label">{command.path}</span>
            <span class="option-description">{command.description}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
