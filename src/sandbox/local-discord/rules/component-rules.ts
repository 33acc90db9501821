import { checkButton } from './button-rules.ts';
import { checkChoice } from './choice-rules.ts';
import { componentKinds, componentType, type Place, places } from './component-table.ts';
import { checkFields, complaints } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isJson, type Json, lengthOf, listOf, objectsOf } from './shapes.ts';

const page = 'developers/components/reference.mdx';

/** Which set of rules the components of a message follow; an edit of a message we cannot see may be either. */
export type MessageStyle = 'legacy' | 'v2' | 'either';

/**
 * Checks the components of a message: each one by itself, where it stands, and all of them together.
 *
 * @param attached names that `attachment://` may refer to, or `undefined` when they cannot be known (an edit).
 */
export function checkMessageComponents(
  form: FormErrors,
  path: Path,
  components: unknown,
  style: MessageStyle,
  attached: ReadonlySet<string> | undefined,
): void {
  const tree: Found[] = [];
  const top = style === 'legacy' ? places.legacyMessage : places.message;
  objectsOf(components).forEach(([index, component]) => {
    visit(form, [...path, index], component, top, tree);
  });
  for (const found of tree) checkOne(form, found, attached);
  checkUnique(form, tree);

  const count = listOf(components).length;
  if (style === 'legacy' && count > 5) {
    const { code, message } = complaints.tooLong(5);
    form.add(path, code, message, `${page}#legacy-message-component-behavior`);
  }
  if (tree.length > 40) {
    const { code, message } = complaints.tooLong(40);
    form.add(path, code, message, page);
  }
  const text = tree
    .filter(({ component }) => component['type'] === componentType.textDisplay)
    .reduce((sum, { component }) => sum + lengthOf(String(component['content'] ?? '')), 0);
  if (text > 4000) {
    form.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'Components displayable text size exceeds maximum size of 4000',
      `${page}#text-display`,
    );
  }
}

/** Whether a message could only be written with IS_COMPONENTS_V2. */
export function needsV2(components: unknown): boolean {
  return objectsOf(components).some(([, component]) => component['type'] !== componentType.actionRow);
}

/** A component together with the place where it was found. */
export type Found = { path: Path; component: Json };

/** Walks a component and its children, reports what stands where it may not, and lists all it saw. */
function visit(form: FormErrors, path: Path, component: Json, place: Place, seen: Found[]): void {
  const type = component['type'];
  if (typeof type !== 'number' || !place.allows.includes(type)) {
    const { code, message } = complaints.wrongType(place.allows);
    form.add(path, code, message, place.source);
  }
  seen.push({ path, component });
  const inner = insides[Number(type)];
  if (!inner) return;
  for (const [index, child] of objectsOf(component['components'])) {
    visit(form, [...path, 'components', index], child, inner, seen);
  }
  if (type === componentType.section && isJson(component['accessory'])) {
    visit(form, [...path, 'accessory'], component['accessory'], places.accessory, seen);
  }
  if (type === componentType.actionRow) checkRowWidth(form, path, component);
}

const insides: Record<number, Place> = {
  [componentType.actionRow]: places.actionRow,
  [componentType.section]: places.section,
  [componentType.container]: places.container,
};

/** A row is five buttons wide, and a select takes the whole row. */
function checkRowWidth(form: FormErrors, path: Path, row: Json): void {
  let width = 0;
  for (const [index, child] of objectsOf(row['components'])) {
    width += child['type'] === componentType.button ? 1 : 5;
    if (width <= 5) continue;
    const message = 'The specified component exceeds the maximum width';
    form.add(
      [...path, 'components', index],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      message,
      `${page}#action-row`,
    );
  }
}

function checkOne(form: FormErrors, { path, component }: Found, attached: ReadonlySet<string> | undefined) {
  const type = Number(component['type']);
  const kind = componentKinds[type];
  if (!kind) return;
  checkFields(form, path, component, kind.fields, kind.source);
  if (type === componentType.button) checkButton(form, path, component);
  if ([3, 5, 6, 7, 8].includes(type)) checkChoice(form, path, component, 'message');
  if (type === componentType.thumbnail) checkMedia(form, [...path, 'media'], component['media'], attached);
  if (type === componentType.mediaGallery) checkGallery(form, path, component, attached);
  if (type === componentType.file) {
    checkAttachmentOnly(form, [...path, 'file'], component['file']);
    checkMedia(form, [...path, 'file'], component['file'], attached);
  }
}

function checkGallery(
  form: FormErrors,
  path: Path,
  gallery: Json,
  attached: ReadonlySet<string> | undefined,
) {
  for (const [index, item] of objectsOf(gallery['items'])) {
    const place = [...path, 'items', index];
    checkFields(
      form,
      place,
      item,
      { description: componentKinds[componentType.thumbnail]!.fields['description']! },
      `${page}#media-gallery-media-gallery-item-structure`,
    );
    checkMedia(form, [...place, 'media'], item['media'], attached);
  }
}

function checkAttachmentOnly(form: FormErrors, path: Path, media: unknown): void {
  if (!isJson(media) || typeof media['url'] !== 'string' || media['url'].startsWith('attachment://')) return;
  const scheme = media['url'].split(':', 1)[0] ?? '';
  const message = `Scheme "${scheme}" is not supported. Scheme must be one of ('attachment',).`;
  form.add([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', message, `${page}#file-file-structure`);
}

function checkMedia(form: FormErrors, path: Path, media: unknown, attached: ReadonlySet<string> | undefined) {
  if (!isJson(media) || typeof media['url'] !== 'string') return;
  const url = media['url'];
  const source = `${page}#unfurled-media-item`;
  const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
  if (name === undefined && !/^https?:\/\//i.test(url)) {
    const scheme = url.split(':', 1)[0] ?? '';
    const message = `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'attachment').`;
    form.add([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', message, source);
  }
  if (name !== undefined && attached && !attached.has(name)) {
    const message = 'The referenced attachment was not found';
    form.add(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message, source);
  }
}

/** No two components of one message or modal share a custom id or a numeric id; an id of 0 counts as none. */
export function checkUnique(form: FormErrors, tree: readonly Found[]): void {
  const customIds = new Set<unknown>();
  const ids = new Set<unknown>();
  for (const { path, component } of tree) {
    const { custom_id: customId, id } = component;
    if (typeof customId === 'string' && customIds.has(customId)) {
      const message = 'Component custom id cannot be duplicated';
      form.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message, `${page}#custom-id`);
    }
    if (typeof id === 'number' && id !== 0 && ids.has(id)) {
      const message = 'Component id cannot be duplicated';
      form.add([...path, 'id'], 'COMPONENT_ID_DUPLICATED', message, `${page}#anatomy-of-a-component`);
    }
    customIds.add(customId);
    ids.add(id);
  }
}
