import { checkFields, complaints, type FieldTable, list, number, required, text } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isJson, type Json, lengthOf, objectsOf } from './shapes.ts';

const source = 'developers/resources/message.mdx#embed-object-embed-limits';

const embedFields: FieldTable = {
  title: text(0, 256),
  description: text(0, 4096),
  fields: list(0, 25),
  color: number(0, 0xffffff),
};
const fieldFields: FieldTable = { name: required(text(1, 256)), value: required(text(1, 1024)) };
const footerFields: FieldTable = { text: required(text(1, 2048)) };
const authorFields: FieldTable = { name: required(text(1, 256)) };

/** Checks embeds, each by itself and their 6,000 characters together. White space at either end is not counted. */
export function checkEmbeds(form: FormErrors, path: Path, embeds: unknown): void {
  let total = 0;
  for (const [index, given] of objectsOf(embeds)) {
    const embed = trimmed(given);
    const place = [...path, index];
    checkFields(form, place, embed, embedFields, source);
    total += sizeOf(embed, 'title', 'description');
    for (const [inner, field] of objectsOf(embed['fields'])) {
      const fieldPlace = [...place, 'fields', inner];
      checkFields(form, fieldPlace, trimmed(field), fieldFields, source);
      total += sizeOf(trimmed(field), 'name', 'value');
    }
    if (isJson(embed['footer'])) {
      checkFields(form, [...place, 'footer'], trimmed(embed['footer']), footerFields, source);
      total += sizeOf(trimmed(embed['footer']), 'text');
    }
    if (isJson(embed['author'])) {
      checkFields(form, [...place, 'author'], trimmed(embed['author']), authorFields, source);
      total += sizeOf(trimmed(embed['author']), 'name');
    }
  }
  if (total > 6000) {
    form.add(path, 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000', source);
  }
  if (objectsOf(embeds).length > 10) {
    const { code, message } = complaints.tooLong(10);
    form.add(path, code, message, 'developers/resources/message.mdx#create-message');
  }
}

function trimmed(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  );
}

function sizeOf(object: Json, ...fields: string[]): number {
  return fields.reduce((sum, field) => {
    const value = object[field];
    return sum + (typeof value === 'string' ? lengthOf(value) : 0);
  }, 0);
}
