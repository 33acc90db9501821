import { complaints } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isEmpty, type Json } from './shapes.ts';

const source = 'developers/components/reference.mdx#button';

const style = { link: 5, premium: 6 } as const;

/** A button is worth its style: which of custom_id, url and sku_id it must have, and which it must not. */
export function checkButton(form: FormErrors, path: Path, button: Json): void {
  const refuse = (field: string, code: string, message: string) =>
    form.add([...path, field], code, message, source);
  const has = (field: string) => !isAbsent(button[field]);

  if (button['style'] === style.premium) {
    if (!has('sku_id')) refuse('sku_id', complaints.required.code, complaints.required.message);
    for (const field of ['custom_id', 'label', 'url', 'emoji'].filter(has)) {
      refuse(field, 'BUTTON_COMPONENT_PREMIUM_FIELD_INVALID', 'A premium button cannot have this field');
    }
    return;
  }
  if (button['style'] === style.link) {
    if (!has('url')) refuse('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    else if (!isButtonUrl(button['url'])) refuse('url', ...badScheme(button['url']));
    if (has('custom_id')) refuse('custom_id', ...bothGiven);
  } else {
    if (!has('custom_id')) {
      refuse('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    }
    if (has('url')) refuse('url', ...bothGiven);
    if (has('sku_id')) {
      refuse('sku_id', 'BUTTON_COMPONENT_SKU_ID_INVALID', 'Only premium buttons have a sku id');
    }
  }
  // A button with nothing on it cannot be pressed on purpose; Discord refuses it at the label.
  if (isEmpty(button['label']) && !has('emoji')) {
    refuse('label', complaints.required.code, complaints.required.message);
  }
}

const bothGiven = [
  'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  'A custom id and url cannot both be specified',
] as const;

function isButtonUrl(url: unknown): boolean {
  return typeof url !== 'string' || /^(https?|discord):\/\//i.test(url);
}

function badScheme(url: unknown): [string, string] {
  const scheme = String(url).split(':', 1)[0] ?? '';
  return [
    'URL_TYPE_INVALID_SCHEME',
    `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'discord').`,
  ];
}
