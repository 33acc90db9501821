import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChoiceOption } from './choices.ts';

/** How long typed letters belong to one name. */
const TYPING_MS = 700;

export type ChoiceMenuProps = {
  label: string;
  /** Stands on the button while nothing is chosen; the label unless given. */
  placeholder?: string;
  options: readonly ChoiceOption[];
  chosen: readonly string[];
  least: number;
  most: number;
  disabled?: boolean;
  describedBy?: string | undefined;
  /** Called with what was chosen when the list closes, if it changed. */
  onChoose: (values: readonly string[]) => void;
};

/** A button that opens a list to choose from; arrows, typing, space and Enter work as in every list. */
export function ChoiceMenu(props: ChoiceMenuProps) {
  const { label, placeholder = label, options, chosen, disabled = false, describedBy } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const text = options
    .filter(({ value }) => chosen.includes(value))
    .map((option) => option.label)
    .join(', ');
  const shown = text || placeholder;
  const name = shown.startsWith(label) || label === shown ? shown : `${label}: ${shown}`;
  return (
    <div class={open ? 'choice open' : 'choice'}>
      <button
        type="button"
        ref={button}
        class={text ? 'choice-button' : 'choice-button nothing-chosen'}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={name}
        aria-describedby={describedBy}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <span>{shown}</span>
      </button>
      {open && (
        <ChoiceList
          {...props}
          onClose={(values, goesBack) => {
            setOpen(false);
            if (goesBack) button.current?.focus();
            const changed =
              values.length !== chosen.length || values.some((value) => !chosen.includes(value));
            if (changed) props.onChoose(values);
          }}
        />
      )}
    </div>
  );
}

/** `goesBack`: the focus returns to the button, because it has not gone elsewhere. */
type ListProps = ChoiceMenuProps & { onClose: (values: readonly string[], goesBack: boolean) => void };

function ChoiceList({ label, options, chosen, least, most, onClose }: ListProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState(chosen);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.findIndex(({ value }) => chosen.includes(value)),
    ),
  );
  const typed = useRef({ text: '', when: 0 });
  const latest = useRef(values);
  latest.current = values;
  const multiple = most > 1;
  const finish = (goesBack = true) =>
    onClose(latest.current.length >= least || !multiple ? latest.current : chosen, goesBack);

  // At once, so that what is typed after opening is heard here.
  useLayoutEffect(() => list.current?.focus(), []);
  useEffect(() => {
    const away = (event: Event) => {
      const menu = list.current?.closest('.choice');
      // Without a menu the list is closed already.
      if (menu && !menu.contains(event.target as Node)) finish(false);
    };
    // Not before the click: closing moves what is below, and the click would miss.
    document.addEventListener('click', away);
    return () => document.removeEventListener('click', away);
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const pick = (index: number) => {
    const value = options[index]?.value;
    if (value === undefined) return;
    setAt(index);
    if (!multiple) return onClose(least === 0 && values.includes(value) ? [] : [value], true);
    if (values.includes(value)) setValues(values.filter((known) => known !== value));
    else if (values.length < most) setValues([...values, value]);
  };
  const press = (event: KeyboardEvent) => {
    const last = options.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) setAt(to);
    else if ((event.key === ' ' && !isTyping()) || (event.key === 'Enter' && !multiple)) pick(at);
    else if (event.key === 'Enter') finish();
    else if (event.key === 'Escape') onClose(chosen, true);
    else if (event.key === 'Tab') return finish();
    else if (event.key.length === 1) find(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** A space may be part of the name that is being typed. */
  const isTyping = () => typed.current.text !== '' && Date.now() - typed.current.when < TYPING_MS;
  /** Goes to the next option that begins with what is being typed. */
  const find = (key: string) => {
    const now = Date.now();
    typed.current = {
      text: now - typed.current.when < TYPING_MS ? typed.current.text + key : key,
      when: now,
    };
    const wanted = typed.current.text.toLowerCase();
    const found = options.findIndex((option) => option.label.toLowerCase().startsWith(wanted));
    if (found >= 0) setAt(found);
  };
  return (
    <div class="choice-list">
      <div
        role="listbox"
        tabIndex={0}
        ref={list}
        aria-label={label}
        aria-multiselectable={multiple}
        aria-activedescendant={options.length > 0 ? `${id}-${at}` : undefined}
        onKeyDown={press}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox hears the keys
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            class={index === at ? 'option active' : 'option'}
            aria-selected={values.includes(option.value)}
            onClick={() => pick(index)}
          >
            <span class="option-label">{option.label}</span>
            {option.description && <span class="option-description">{option.description}</span>}
          </div>
        ))}
      </div>
      {multiple && (
        <button type="button" class="quiet" onClick={() => finish()}>
          Done
        </button>
      )}
    </div>
  );
}
