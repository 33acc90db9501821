import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageOption, PageOutcome, PagePlace } from '../../protocol.ts';
import { ChoiceMenu } from '../choose/choice-menu.tsx';
import { useChoices } from '../choose/choices.ts';
import { useStore } from '../data/store.ts';
import type { Typable } from './flatten-commands.ts';

type Value = string | number | boolean;
type Props = {
  command: Typable;
  place: PagePlace;
  onRun: (options: Record<string, Value>) => void;
  onCancel: () => void;
};

const Kind = { integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10 } as const;
/** What a menu in a message is called that offers the same as an option of that kind. */
const AS_SELECT: Record<number, number> = { 6: 5, 7: 8, 8: 6, 9: 7 };

/** The options of a command that was chosen; Enter sends it. */
export function CommandBar({ command, place, onRun, onCancel }: Props) {
  const [values, setValues] = useState<Record<string, Value>>({});
  const store = useStore();
  const form = useRef<HTMLFormElement>(null);
  const others = ({ name }: PageOption) => {
    const { [name]: _own, ...rest } = values;
    return rest;
  };
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('.option-field input, .option-field button')?.focus();
  }, []);
  const set = (name: string, value: Value | null) => {
    const { [name]: _old, ...others } = values;
    setValues(value === null || value === '' ? others : { ...others, [name]: value });
  };
  return (
    <form
      ref={form}
      class="composer command"
      aria-label={`Options of ${command.path}`}
      onSubmit={(event) => {
        event.preventDefault();
        onRun(values);
      }}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
    >
      <p>
        <strong>{command.path}</strong> <span class="small">{command.description}</span>
      </p>
      <div class="option-fields">
        {command.options.map((option) => (
          <OptionField
            key={option.name}
            option={option}
            value={values[option.name]}
            onChange={(value) => set(option.name, value)}
            suggest={(text) =>
              store.does('autocompletes', command.path, option.name, text, others(option), place.id)
            }
          />
        ))}
      </div>
      <div class="buttons">
        <button type="submit" class="button primary">
          Send
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

type FieldProps = {
  option: PageOption;
  value: Value | undefined;
  onChange: (value: Value | null) => void;
  suggest: (text: string) => Promise<PageOutcome>;
};

function OptionField({ option, value, onChange, suggest }: FieldProps) {
  const { name, description, required = false, type, choices } = option;
  const label = required ? name : `${name} (optional)`;
  const offered =
    type === Kind.boolean
      ? [
          { label: 'yes', value: 'true' },
          { label: 'no', value: 'false' },
        ]
      : (choices ?? []).map((choice) => ({ label: choice.name, value: String(choice.value) }));
  const options = useChoices(AS_SELECT[type] ?? 0, offered, option.channel_types ?? []);
  if (options.length > 0) {
    const pick = ([first]: readonly string[]) => {
      if (first === undefined) onChange(null);
      else if (type === Kind.boolean) onChange(first === 'true');
      else onChange(choices?.find((choice) => String(choice.value) === first)?.value ?? first);
    };
    return (
      <div class="option-field">
        <p class="label">{label}</p>
        <ChoiceMenu
          label={name}
          placeholder={description}
          options={options}
          chosen={value === undefined ? [] : [String(value)]}
          least={0}
          most={1}
          onChoose={pick}
        />
      </div>
    );
  }
  return <TypedOption option={option} label={label} value={value} onChange={onChange} suggest={suggest} />;
}

function TypedOption({ option, label, value, onChange, suggest }: FieldProps & { label: string }) {
  const store = useStore();
  const isNumber = option.type === Kind.integer || option.type === Kind.number;
  const [suggested, setSuggested] = useState<{ name: string; value: string | number }[]>([]);
  const type = (text: string) => {
    onChange(text === '' ? null : isNumber ? Number(text) : text);
    if (option.autocomplete !== true) return;
    void store.tries(async () => {
      const outcome = await suggest(text);
      if (outcome.kind === 'choices') setSuggested(outcome.choices);
    });
  };
  return (
    <label class="option-field">
      <span class="label">{label}</span>
      <input
        type={isNumber ? 'number' : 'text'}
        value={value === undefined ? '' : String(value)}
        placeholder={option.description}
        required={option.required ?? false}
        min={option.min_value}
        max={option.max_value}
        maxLength={option.max_length}
        list={suggested.length > 0 ? `suggested-${option.name}` : undefined}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      {suggested.length > 0 && (
        <datalist id={`suggested-${option.name}`}>
          {suggested.map((choice) => (
            <option key={choice.name} value={String(choice.value)}>
              {choice.name}
            </option>
          ))}
        </datalist>
      )}
    </label>
  );
}
