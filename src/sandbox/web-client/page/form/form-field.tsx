import { useId } from 'preact/hooks';
import type { SeenField } from '../../../local-discord/control/seen.ts';
import { ChoiceMenu } from '../choose/choice-menu.tsx';
import { useChoices } from '../choose/choices.ts';
import type { FieldValue } from './form-dialog.tsx';

const Type = {
  stringSelect: 3,
  text: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  radio: 21,
  checkboxes: 22,
  checkbox: 23,
} as const;

type Props = { field: SeenField; value: FieldValue | undefined; onChange: (value: FieldValue) => void };

/** One thing to fill in, with its label and what it says about itself. */
export function FormField(props: Props) {
  const { field } = props;
  switch (field.type) {
    case Type.text:
      return <TextField {...props} />;
    case Type.checkbox:
      return <Tick {...props} />;
    case Type.radio:
    case Type.checkboxes:
      return <InSight {...props} />;
    case Type.stringSelect:
    case Type.userSelect:
    case Type.roleSelect:
    case Type.mentionableSelect:
    case Type.channelSelect:
      return field.maxValues > 1 && field.type === Type.stringSelect ? (
        <InSight {...props} />
      ) : (
        <OneOf {...props} />
      );
    default:
      return (
        <p class="unknown" data-unknown={`field ${field.type}`}>
          {field.label}: this page does not know field {field.type}.
        </p>
      );
  }
}

const needed = ({ required, type }: SeenField): string =>
  required || type === Type.checkbox ? '' : 'optional';

function TextField({ field, value, onChange }: Props) {
  const id = useId();
  const text = typeof value === 'string' ? value : '';
  const shared = {
    id,
    value: text,
    placeholder: field.placeholder,
    maxLength: field.maxLength,
    required: field.required,
    'aria-describedby': field.description ? `${id}-about` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>
        {field.label} <span class="needed">{needed(field)}</span>
      </label>
      {field.description && (
        <p id={`${id}-about`} class="about">
          {field.description}
        </p>
      )}
      {field.paragraph ? (
        <textarea {...shared} rows={3} dir="auto" />
      ) : (
        <input {...shared} type="text" dir="auto" />
      )}
    </div>
  );
}

function Tick({ field, value, onChange }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          checked={value === true}
          aria-describedby={field.description ? `${id}-about` : undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        <span>{field.label}</span>
      </label>
      {field.description && (
        <p id={`${id}-about`} class="about">
          {field.description}
        </p>
      )}
    </div>
  );
}

/** Choices that all stand in sight: one with radio buttons, several with boxes. */
function InSight({ field, value, onChange }: Props) {
  const id = useId();
  const isRadio = field.type === Type.radio;
  const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : [];
  const isFull = !isRadio && chosen.length >= field.maxValues;
  const limit =
    isRadio || field.maxValues >= field.options.length ? '' : `${chosen.length} of ${field.maxValues}`;
  // Many short options lie side by side, few with explanations below each other.
  const isCompact = field.options.length > 6 && field.options.every(({ description }) => description === '');
  const toggle = (option: string, on: boolean) => {
    if (isRadio) onChange(option);
    else onChange(on ? [...chosen, option] : chosen.filter((known) => known !== option));
  };
  return (
    <fieldset
      class={isCompact ? 'field compact' : 'field'}
      aria-describedby={field.description ? `${id}-about` : undefined}
    >
      <legend>
        {field.label} <span class="needed">{needed(field) || limit}</span>
      </legend>
      {field.description && (
        <p id={`${id}-about`} class="about">
          {field.description}
        </p>
      )}
      <div class="options">
        {field.options.map((option) => (
          <label key={option.value} class="tick">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={id}
              checked={chosen.includes(option.value)}
              disabled={isFull && !chosen.includes(option.value)}
              onChange={({ currentTarget }) => toggle(option.value, currentTarget.checked)}
            />
            <span>
              {option.label}
              {option.description && <span class="option-description">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of a list, or some of the people, roles or channels. */
function OneOf({ field, value, onChange }: Props) {
  const id = useId();
  const options = useChoices(field.type, field.options, field.channelTypes);
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <div class="field">
      <p class="label">
        {field.label} <span class="needed">{needed(field)}</span>
      </p>
      {field.description && (
        <p id={`${id}-about`} class="about">
          {field.description}
        </p>
      )}
      <ChoiceMenu
        label={field.label}
        placeholder={field.placeholder || 'Choose'}
        options={options}
        chosen={chosen}
        least={field.required ? field.minValues : 0}
        most={field.maxValues}
        describedBy={field.description ? `${id}-about` : undefined}
        onChoose={onChange}
      />
    </div>
  );
}
