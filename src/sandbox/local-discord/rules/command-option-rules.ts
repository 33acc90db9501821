import { checkLocalizations, checkName } from './command-name-rules.ts';
import {
  checkFields,
  complaints,
  type FieldTable,
  list,
  number,
  oneOf,
  present,
  required,
  text,
} from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isEmpty, isJson, type Json, lengthOf, objectsOf } from './shapes.ts';

const page = 'developers/interactions/application-commands.mdx';
const optionSource = `${page}#application-command-object-application-command-option-structure`;
const choiceSource = `${page}#application-command-object-application-command-option-choice-structure`;
const nestingSource = `${page}#subcommands-and-subcommand-groups`;

export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  channel: 7,
  number: 10,
  attachment: 11,
} as const;

const optionFields: FieldTable = {
  type: required(oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
  name: present,
  description: required(text(1, 100)),
  choices: list(0, 25),
  options: list(0, 25),
  min_length: number(0, 6000),
  max_length: number(1, 6000),
  file_types: list(0, 10),
};

/** Fields that only some types of option have: "Valid Option Types". */
const onlyFor: Record<string, number[]> = {
  choices: [3, 4, 10],
  autocomplete: [3, 4, 10],
  min_value: [4, 10],
  max_value: [4, 10],
  min_length: [3],
  max_length: [3],
  channel_types: [7],
  file_types: [11],
  options: [1, 2],
};

/**
 * Checks the options of a command, a group or a subcommand.
 *
 * @param parent what the options belong to: a command takes anything, a group only subcommands, a subcommand only parameters.
 */
export function checkOptions(form: FormErrors, path: Path, options: unknown, parent: Parent): void {
  let optionalSeen = false;
  const isNested = ({ type }: Json) => type === optionType.subcommand || type === optionType.group;
  const found = objectsOf(options);
  const mixed = found.some(([, option]) => isNested(option)) && found.some(([, option]) => !isNested(option));
  if (mixed) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types';
    form.add(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message, nestingSource);
  }
  for (const [index, option] of found) {
    const place = [...path, index];
    if (!allowedIn[parent].includes(Number(option['type']))) {
      const { code, message } = complaints.wrongType(allowedIn[parent]);
      form.add(place, code, message, nestingSource);
    }
    checkOption(form, place, option);
    if (option['required'] === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options';
      form.add(place, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message, optionSource);
    }
    optionalSeen ||= option['required'] !== true;
  }
  checkDistinctNames(form, path, found);
}

export type Parent = 'command' | 'group' | 'subcommand';

const parameters = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const allowedIn: Record<Parent, number[]> = {
  command: [1, 2, ...parameters],
  group: [1],
  subcommand: parameters,
};

function checkOption(form: FormErrors, path: Path, option: Json): void {
  const type = Number(option['type']);
  checkFields(form, path, option, optionFields, optionSource);
  checkName(form, [...path, 'name'], option['name'], 'lower-case');
  checkLocalizations(form, path, option, 'name', 'lower-case');
  checkLocalizations(form, path, option, 'description', 'text');
  for (const [field, types] of Object.entries(onlyFor)) {
    const given = option[field] !== false && !isEmpty(option[field]);
    if (!given || types.includes(type)) continue;
    const message = `This field is only valid for option types ${types.join(', ')}`;
    form.add([...path, field], 'APPLICATION_COMMAND_OPTION_FIELD_INVALID', message, optionSource);
  }
  if ((type === 1 || type === 2) && option['required'] === true) {
    const message = 'Subcommands cannot be required';
    form.add([...path, 'required'], 'APPLICATION_COMMAND_OPTION_FIELD_INVALID', message, optionSource);
  }
  checkBounds(form, path, option);
  checkChoices(form, path, option);
  if (type === optionType.group) {
    checkOptions(form, [...path, 'options'], option['options'], 'group');
  } else if (type === optionType.subcommand) {
    checkOptions(form, [...path, 'options'], option['options'], 'subcommand');
  }
}

function checkBounds(form: FormErrors, path: Path, option: Json): void {
  for (const kind of ['length', 'value']) {
    const [least, most] = [option[`min_${kind}`], option[`max_${kind}`]];
    if (typeof least === 'number' && typeof most === 'number' && least > most) {
      const { code, message } = complaints.tooGreat(most);
      form.add([...path, `min_${kind}`], code, message, optionSource);
    }
  }
}

function checkChoices(form: FormErrors, path: Path, option: Json): void {
  const choices = objectsOf(option['choices']);
  if (option['autocomplete'] === true && choices.length > 0) {
    const message = 'autocomplete may not be set to true if choices are present';
    form.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES',
      message,
      optionSource,
    );
  }
  const names = new Set<unknown>();
  const values = new Set<unknown>();
  for (const [index, choice] of choices) {
    const place = [...path, 'choices', index];
    checkFields(
      form,
      place,
      choice,
      { name: required(text(1, 100)), value: required(text(1, 100)) },
      choiceSource,
    );
    checkLocalizations(form, place, choice, 'name', 'text');
    checkChoiceType(form, place, option, choice);
    for (const [field, seen] of [['name', names] as const, ['value', values] as const]) {
      if (seen.has(choice[field])) {
        const message = `Option choice ${field}s must be unique`;
        form.add([...place, field], 'APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATED', message, choiceSource);
      }
      seen.add(choice[field]);
    }
  }
}

function checkChoiceType(form: FormErrors, path: Path, option: Json, choice: Json): void {
  const value = choice['value'];
  if (isAbsent(value)) return;
  const fits =
    option['type'] === optionType.string
      ? typeof value === 'string'
      : option['type'] === optionType.integer
        ? Number.isSafeInteger(value)
        : typeof value === 'number';
  if (fits) return;
  const kind = option['type'] === optionType.string ? 'string' : 'number';
  form.add(
    [...path, 'value'],
    'NUMBER_TYPE_COERCE',
    `Value "${String(value)}" is not ${kind}.`,
    choiceSource,
  );
}

/** Names are distinct among the options of one list, in the default language and in every other. */
function checkDistinctNames(form: FormErrors, path: Path, options: [number, Json][]): void {
  const locales = new Set<string | undefined>([undefined]);
  for (const [, { name_localizations: names }] of options) {
    if (isJson(names)) for (const locale of Object.keys(names)) locales.add(locale);
  }
  const blamed = new Set<number>();
  for (const locale of locales) {
    const seen = new Set<unknown>();
    for (const [index, option] of options) {
      const local = isJson(option['name_localizations']) && locale && option['name_localizations'][locale];
      const name = local || option['name'];
      if (seen.has(name) && !blamed.has(index)) {
        const message = 'Option name must be unique';
        const source = locale ? `${page}#localization` : optionSource;
        form.add([...path, index, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED', message, source);
        blamed.add(index);
      }
      seen.add(name);
    }
  }
}

/** Characters that count towards the 8,000 of a command: names, descriptions and choice values, the longest language of each. */
export function sizeOfCommand(part: Json): number {
  const value = part['value'];
  const own = longest(part, 'name') + longest(part, 'description');
  const inner = [...objectsOf(part['options']), ...objectsOf(part['choices'])];
  return (
    own +
    (typeof value === 'string' ? lengthOf(value) : 0) +
    inner.reduce((sum, [, child]) => sum + sizeOfCommand(child), 0)
  );
}

function longest(part: Json, field: 'name' | 'description'): number {
  const local = part[`${field}_localizations`];
  const all = [part[field], ...(isJson(local) ? Object.values(local) : [])];
  return Math.max(0, ...all.map((value) => (typeof value === 'string' ? lengthOf(value) : 0)));
}
