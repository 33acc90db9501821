import { text } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isJson, type Json } from './shapes.ts';

const page = 'developers/interactions/application-commands.mdx';
const namingSource = `${page}#application-command-object-application-command-naming`;

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Languages that commands may be translated into: developers/reference.mdx#locales. */
export const locales = [
  'id',
  'da',
  'de',
  'en-GB',
  'en-US',
  'es-ES',
  'es-419',
  'fr',
  'hr',
  'it',
  'lt',
  'hu',
  'nl',
  'no',
  'pl',
  'pt-BR',
  'ro',
  'fi',
  'sv-SE',
  'vi',
  'tr',
  'cs',
  'el',
  'bg',
  'ru',
  'uk',
  'hi',
  'th',
  'zh-CN',
  'ja',
  'zh-TW',
  'ko',
];

/** `lower-case`: what is typed after the slash. `mixed`: what stands in a context menu. `text`: a description or a choice. */
export type Wording = 'lower-case' | 'mixed' | 'text';

/** Checks the name of a command or option. */
export function checkName(form: FormErrors, path: Path, name: unknown, wording: Wording): void {
  if (typeof name !== 'string') return;
  if (wording === 'lower-case') {
    if (namePattern.test(name) && name === name.toLowerCase()) return;
    form.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid', namingSource);
  } else {
    const complaint = text(1, wording === 'text' ? 100 : 32).complain(name);
    if (complaint) form.add(path, complaint.code, complaint.message, namingSource);
  }
}

/** Checks a dictionary of translations: known languages, and values that follow the rules of the original. */
export function checkLocalizations(
  form: FormErrors,
  path: Path,
  body: Json,
  field: 'name' | 'description',
  wording: Wording,
): void {
  const dictionary = body[`${field}_localizations`];
  if (!isJson(dictionary)) return;
  for (const [locale, value] of Object.entries(dictionary)) {
    const place = [...path, `${field}_localizations`, locale];
    if (!locales.includes(locale)) {
      const message = `Value must be one of (${locales.map((known) => `'${known}'`).join(', ')}).`;
      form.add(
        [...path, `${field}_localizations`],
        'BASE_TYPE_CHOICES',
        message,
        'developers/reference.mdx#locales',
      );
    }
    if (!isAbsent(value)) checkName(form, place, value, wording);
  }
}
