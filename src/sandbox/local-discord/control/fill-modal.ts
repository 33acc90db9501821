import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../world/message-text.ts';
import { Cannot } from './cannot.ts';
import { type SeenField, seenModal } from './seen.ts';

/** What somebody enters: text, one or several choices (by label, value or id), or a tick. */
export type FieldValue = string | readonly string[] | boolean;

/**
 * Fills a form in as Discord's client would and gives back the `components` of the submit, or refuses:
 * an unknown field, a required one left empty, a text too long, a choice that is not offered.
 * Shape: developers/components/reference (label interaction response).
 */
export function fillModal(
  modal: { interactionId: string; customId: string; title: string; components: readonly AnyComponent[] },
  values: Readonly<Record<string, FieldValue>>,
): { components: unknown[]; ids: string[] } {
  const { fields } = seenModal(modal);
  for (const key of Object.keys(values))
    if (!fields.some(({ customId, label }) => customId === key || label === key))
      throw new Cannot(
        `the form "${modal.title}" has no field "${key}", only ${fields.map(({ label }) => `"${label}"`).join(', ')}`,
      );
  const ids: string[] = [];
  const filledField = (component: AnyComponent) => {
    const field = fields.find(({ customId }) => customId === component.custom_id);
    if (!field) throw new Cannot(`the form "${modal.title}" is malformed`);
    const filled = filledIn(field, values[field.customId] ?? values[field.label]);
    if (PICKS_IDS.has(field.type)) ids.push(...(filled.values ?? []));
    return { type: component.type, id: component.id ?? 0, custom_id: component.custom_id, ...filled };
  };
  let next = 1;
  const components = modal.components.map((outer) => {
    const id = outer.id ?? next;
    next = id + 1;
    if (outer.component)
      return { type: outer.type, id, component: { ...filledField(outer.component), id: next++ } };
    if (outer.components)
      return {
        type: outer.type,
        id,
        components: outer.components.map((inner) => ({ ...filledField(inner), id: next++ })),
      };
    return { type: outer.type, id };
  });
  return { components, ids };
}

const PICKS_IDS: ReadonlySet<number> = new Set([
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

function filledIn(
  field: SeenField,
  given: FieldValue | undefined,
): { value?: string | boolean | null; values?: string[] } {
  switch (field.type) {
    case ComponentType.TextInput:
      return { value: text(field, given) };
    case ComponentType.Checkbox:
      return { value: given === undefined ? (field.options[0]?.default ?? false) : given === true };
    case ComponentType.RadioGroup:
      return { value: picks(field, given)[0] ?? null };
    default:
      return { values: picks(field, given) };
  }
}

function text(field: SeenField, given: FieldValue | undefined): string {
  const value = given === undefined ? field.value : given;
  if (typeof value !== 'string') throw new Cannot(`"${field.label}" takes text`);
  if (field.required && value === '') throw new Cannot(`"${field.label}" is required`);
  if (value !== '' && value.length < field.minLength)
    throw new Cannot(`"${field.label}" needs at least ${field.minLength} characters`);
  if (value.length > field.maxLength)
    throw new Cannot(`"${field.label}" takes at most ${field.maxLength} characters, not ${value.length}`);
  return value;
}

function picks(field: SeenField, given: FieldValue | undefined): string[] {
  if (typeof given === 'boolean') throw new Cannot(`"${field.label}" takes choices`);
  const wanted =
    given === undefined
      ? field.options.filter((option) => option.default).map(({ value }) => value)
      : [given].flat();
  return checkedChoices(field.label, field, wanted, field.required);
}

/** Turns labels into values and refuses what is not offered, too few and too many. */
export function checkedChoices(
  name: string,
  menu: { type: number; options: { label: string; value: string }[]; minValues: number; maxValues: number },
  wanted: readonly string[],
  required: boolean,
): string[] {
  const values = wanted.map((choice) => {
    if (PICKS_IDS.has(menu.type)) return choice;
    const option = menu.options.find(({ label, value }) => value === choice || label === choice);
    if (option) return option.value;
    throw new Cannot(
      `"${name}" does not offer "${choice}", only ${menu.options.map(({ label }) => `"${label}"`).join(', ')}`,
    );
  });
  if (values.length === 0 && !required) return values;
  if (values.length < menu.minValues) throw new Cannot(`"${name}" needs at least ${menu.minValues}`);
  if (values.length > menu.maxValues) throw new Cannot(`"${name}" takes at most ${menu.maxValues}`);
  return values;
}
