import { optionFields } from './component-table.ts';
import { checkFields, complaints } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { type Json, listOf, objectsOf } from './shapes.ts';

const page = 'developers/components/reference.mdx';

/** Where the component stands: a modal knows `required`, a message does not. */
export type Surface = 'message' | 'modal';

/** Selects (3, 5 to 8), file uploads (19), radio groups (21) and checkbox groups (22): who may choose how many of what. */
export function checkChoice(form: FormErrors, path: Path, component: Json, surface: Surface): void {
  checkOptions(form, path, component);
  checkBounds(form, path, component);
  if (surface === 'modal') checkAnswerable(form, path, component);
  if (component['type'] === 19) checkFileTypes(form, [...path, 'file_types'], component['file_types']);
}

function checkOptions(form: FormErrors, path: Path, component: Json): void {
  const source = `${page}#string-select-select-option-structure`;
  const seen = new Set<unknown>();
  for (const [index, option] of objectsOf(component['options'])) {
    const place = [...path, 'options', index];
    checkFields(form, place, option, optionFields, source);
    if (seen.has(option['value'])) {
      const message = 'The specified option value is already used';
      form.add(place, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message, source);
    }
    seen.add(option['value']);
  }
}

function checkBounds(form: FormErrors, path: Path, component: Json): void {
  const source = `${page}#string-select-string-select-structure`;
  const options = Array.isArray(component['options']) ? component['options'] : undefined;
  const isCheckboxGroup = component['type'] === 22;
  const most = numberOr(component['max_values'], isCheckboxGroup ? (options?.length ?? 1) : 1);
  const least = numberOr(component['min_values'], 1);
  if (least > most) {
    const { code, message } = complaints.tooGreat(most);
    form.add([...path, 'min_values'], code, message, source);
  }
  // "Must be between 3 and 25 in length" is what the API answers to max_values: 3 over a single option.
  const needed = Math.max(least, most);
  const capacity = component['type'] === 3 ? 25 : 10;
  if (options && options.length > 0 && options.length < needed) {
    const { code, message } = complaints.badLength(needed, capacity);
    form.add([...path, 'options'], code, message, source);
  }
  const preset =
    listOf(component['default_values']).length +
    objectsOf(options).filter(([, option]) => option['default'] === true).length;
  if (preset > most) {
    const message = 'The specified number of default values exceeds the specified maximum values';
    const where = Array.isArray(component['default_values']) ? 'default_values' : 'options';
    form.add(
      [...path, where],
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      message,
      `${page}#user-select-user-select-structure`,
    );
  }
}

/** In a modal, an answer that is required cannot be satisfied by choosing nothing. */
function checkAnswerable(form: FormErrors, path: Path, component: Json): void {
  if (component['min_values'] !== 0 || component['required'] === false) return;
  const { code, message } = complaints.tooSmall(1);
  form.add([...path, 'min_values'], code, message, `${page}#string-select-string-select-structure`);
}

function checkFileTypes(form: FormErrors, path: Path, types: unknown): void {
  for (const [index, type] of listOf(types).entries()) {
    if (typeof type === 'string' && /^(image|video|audio|\.[a-z0-9]+)$/i.test(type)) continue;
    const message = "Value must be 'image', 'video', 'audio' or a dot-prefixed extension.";
    form.add([...path, index], 'BASE_TYPE_CHOICES', message, `${page}#file-upload-file-upload-structure`);
  }
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
