import { checkChoice } from './choice-rules.ts';
import { checkUnique, type Found } from './component-rules.ts';
import { componentKinds, componentType, type Place, places } from './component-table.ts';
import { checkFields, complaints, list, required, text } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isJson, type Json, objectsOf } from './shapes.ts';

const page = 'developers/components/reference.mdx';
const modalSource = 'developers/interactions/receiving-and-responding.mdx#interaction-response-object-modal';

const modalFields = {
  custom_id: required(text(1, 100)),
  title: required(text(1, 45)),
  components: required(list(1, 5)),
};

/** Checks the `data` of a modal: its own fields, what stands in it, and that no two inputs share an id. */
export function checkModal(form: FormErrors, path: Path, modal: Json): void {
  checkFields(form, path, modal, modalFields, modalSource);
  const tree: Found[] = [];
  for (const [index, component] of objectsOf(modal['components'])) {
    const place = [...path, 'components', index];
    admit(form, place, component, places.modal, tree);
    for (const [inner, child] of objectsOf(component['components'])) {
      admit(form, [...place, 'components', inner], child, places.modalRow, tree);
      if (child['type'] === componentType.textInput && isAbsent(child['label'])) {
        // Outside a Label, the input's own label is the only thing that says what is asked.
        const where = [...place, 'components', inner, 'label'];
        form.add(where, complaints.required.code, complaints.required.message, `${page}#text-input`);
      }
    }
    if (component['type'] === componentType.label && isJson(component['component'])) {
      admit(form, [...place, 'component'], component['component'], places.label, tree);
    }
  }
  checkUnique(form, tree);
}

function admit(form: FormErrors, path: Path, component: Json, place: Place, tree: Found[]): void {
  const type = Number(component['type']);
  if (!place.allows.includes(type)) {
    const { code, message } = complaints.wrongType(place.allows);
    form.add(path, code, message, place.source);
    return;
  }
  tree.push({ path, component });
  const kind = componentKinds[type];
  if (kind) checkFields(form, path, component, kind.fields, kind.source);
  if ([3, 5, 6, 7, 8, 19, 21, 22].includes(type)) checkChoice(form, path, component, 'modal');
  if (type === componentType.textInput) checkTextInput(form, path, component);
  if (component['disabled'] === true) {
    form.add(
      [...path, 'disabled'],
      'MODAL_COMPONENT_DISABLED',
      'Modals cannot have disabled components',
      `${page}#string-select-string-select-structure`,
    );
  }
}

function checkTextInput(form: FormErrors, path: Path, input: Json): void {
  const { min_length: least, max_length: most } = input;
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    const { code, message } = complaints.tooGreat(most);
    form.add([...path, 'min_length'], code, message, `${page}#text-input-text-input-structure`);
  }
}
