import {
  ComponentType,
  TextInputStyle,
  type APICheckboxGroupOption,
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupOption,
  type APISelectMenuOption,
} from 'discord.js';
import { plainText } from './escape-text.ts';

/** A form as plain JSON: at most five fields, title and labels at most 45 characters. */
export type Form = APIModalInteractionResponseCallbackData;

/** What a field says about itself. */
type Said = { label: string; description?: string; placeholder?: string };

/** An option before it is known whether it is chosen. */
type Option<Value extends string> = { value: Value; label: string; description?: string };

export function form(customId: string, title: string, fields: APILabelComponent[]): Form {
  return { custom_id: customId, title, components: fields };
}

export function textField(
  id: string,
  said: Said,
  { value, most, required, long }: { value: string; most: number; required: boolean; long: boolean },
): APILabelComponent {
  const prefilled = plainText(value, most);
  return labelled(said, {
    type: ComponentType.TextInput,
    custom_id: id,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: most,
    required,
    ...placeholderOf(said),
    ...(prefilled ? { value: prefilled } : {}),
  });
}

/** A list to choose from; optional when `least` is 0. */
export function selectField<Value extends string>(
  id: string,
  said: Said,
  options: readonly Option<Value>[],
  { chosen, least, most }: { chosen: readonly Value[]; least: number; most: number },
): APILabelComponent {
  return labelled(said, {
    type: ComponentType.StringSelect,
    custom_id: id,
    min_values: least,
    max_values: Math.min(most, options.length),
    required: least > 0,
    ...placeholderOf(said),
    options: preselect(options, chosen) satisfies APISelectMenuOption[],
  });
}

/** Two to ten answers of which one is given, all in sight. */
export function radioField<Value extends string>(
  id: string,
  said: Said,
  options: readonly Option<Value>[],
): APILabelComponent {
  return labelled(said, {
    type: ComponentType.RadioGroup,
    custom_id: id,
    required: true,
    options: [...options] satisfies APIRadioGroupOption[],
  });
}

/** Up to ten answers of which several may be given, all in sight; optional when `least` is 0. */
export function checkboxesField<Value extends string>(
  id: string,
  said: Said,
  options: readonly Option<Value>[],
  { chosen, least }: { chosen: readonly Value[]; least: number },
): APILabelComponent {
  return labelled(said, {
    type: ComponentType.CheckboxGroup,
    custom_id: id,
    min_values: least,
    max_values: options.length,
    required: least > 0,
    options: preselect(options, chosen) satisfies APICheckboxGroupOption[],
  });
}

export function checkboxField(id: string, said: Said, isChecked: boolean): APILabelComponent {
  return labelled(said, { type: ComponentType.Checkbox, custom_id: id, default: isChecked });
}

function labelled({ label, description }: Said, component: APIComponentInLabel): APILabelComponent {
  return { type: ComponentType.Label, label, ...(description ? { description } : {}), component };
}

function placeholderOf({ placeholder }: Said): { placeholder?: string } {
  return placeholder ? { placeholder } : {};
}

function preselect<Value extends string>(options: readonly Option<Value>[], chosen: readonly Value[]) {
  return options.map((option) => (chosen.includes(option.value) ? { ...option, default: true } : option));
}
