import { complaints } from './field-rules.ts';
import type { FormErrors } from './form-errors.ts';

const source = 'developers/reference.mdx#snowflakes';

/** Placeholders of a route that are not ids. */
const words = [':token', ':emoji', ':code'];

/**
 * Ids in the path must be snowflakes; `@me`, `@original` (also as `%40original`) stand for one.
 * `path` begins where the route begins, without `/api/v10`; a longer path is compared from its end.
 */
export function checkPath(form: FormErrors, route: string, path: string): void {
  const template = route.slice(route.indexOf(' ') + 1).split('/');
  const given = (path.split('?', 1)[0] ?? '').split('/').slice(-template.length);
  if (given.length !== template.length) return;
  template.forEach((part, index) => {
    if (!part.startsWith(':') || words.includes(part)) return;
    const value = given[index]?.replace('%40', '@') ?? '';
    if (/^\d{1,20}$/.test(value) || /^@(me|original)$/.test(value)) return;
    const { code, message } = complaints.notSnowflake(value);
    form.add([`${part.slice(1)}_id`], code, message, source);
  });
}
