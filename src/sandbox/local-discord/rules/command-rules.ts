import { type Breach, breach } from './breach.ts';
import { checkLocalizations, checkName } from './command-name-rules.ts';
import { checkOptions, sizeOfCommand } from './command-option-rules.ts';
import { checkFields, digits, type FieldTable, list, oneOf, present, required, text } from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isEmpty, isJson, type Json, listOf, objectsOf } from './shapes.ts';

const page = 'developers/interactions/application-commands.mdx';
const structure = `${page}#application-command-object-application-command-structure`;

const commandType = { chatInput: 1, user: 2, message: 3, entryPoint: 4 } as const;

const commandFields: FieldTable = {
  type: oneOf(1, 2, 3, 4),
  options: list(0, 25),
  default_member_permissions: digits(),
  contexts: list(1, 3),
  integration_types: list(1, 2),
};

/** How many commands of each type one app may have in one scope. */
export const commandLimits: Record<number, number> = {
  [commandType.chatInput]: 100,
  [commandType.user]: 15,
  [commandType.message]: 15,
};

/** A command that is created (`whole`) or edited. */
export function checkCommand(form: FormErrors, path: Path, command: Json, whole: boolean): void {
  const type = command['type'] ?? commandType.chatInput;
  checkFields(form, path, command, commandFields, structure);
  if (whole) checkFields(form, path, command, { name: present }, structure);

  if (type === commandType.chatInput) {
    if (whole || !isAbsent(command['description'])) {
      checkFields(form, path, command, { description: required(text(1, 100)) }, structure);
    }
    checkName(form, [...path, 'name'], command['name'], 'lower-case');
    checkLocalizations(form, path, command, 'name', 'lower-case');
    checkLocalizations(form, path, command, 'description', 'text');
    checkOptions(form, [...path, 'options'], command['options'], 'command');
    checkSize(form, path, command);
  } else {
    checkName(form, [...path, 'name'], command['name'], 'mixed');
    checkLocalizations(form, path, command, 'name', 'mixed');
    checkContextMenu(form, path, command, type);
  }
}

/** All commands of a scope at once: each by itself, none twice, and not too many of a type. */
export function checkAllCommands(form: FormErrors, commands: unknown): Breach | undefined {
  const named = new Set<string>();
  const counts = new Map<number, number>();
  for (const [index, command] of objectsOf(commands)) {
    checkCommand(form, [index], command, true);
    const type = Number(command['type'] ?? commandType.chatInput);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    const key = `${type} ${String(command['name'])}`;
    if (named.has(key)) {
      const message = 'Application command names must be unique';
      form.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message, `${page}#registering-a-command`);
    }
    named.add(key);
  }
  for (const [type, limit] of Object.entries(commandLimits)) {
    if ((counts.get(Number(type)) ?? 0) > limit) {
      const message = `Maximum number of application commands reached (${limit}).`;
      return breach(30032, message, `${page}#registering-a-command`);
    }
  }
  return undefined;
}

/** Commands on a person or a message take no arguments and have no description. */
function checkContextMenu(form: FormErrors, path: Path, command: Json, type: unknown): void {
  const source = `${page}#${type === commandType.user ? 'user' : 'message'}-commands`;
  if (type === commandType.entryPoint) return;
  if (!isEmpty(command['description'])) {
    const message = 'Context menu commands cannot have description';
    form.add(
      [...path, 'description'],
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
      message,
      source,
    );
  }
  const translated = command['description_localizations'];
  if (isJson(translated) && Object.keys(translated).length > 0) {
    const message = 'Context menu commands cannot have description';
    const place = [...path, 'description_localizations'];
    form.add(place, 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', message, source);
  }
  if (listOf(command['options']).length > 0) {
    const message = 'Context menu commands cannot have options';
    form.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', message, source);
  }
}

function checkSize(form: FormErrors, path: Path, command: Json): void {
  if (sizeOfCommand(command) <= 8000) return;
  const message = 'Command exceeds maximum size (8000)';
  form.add(path, 'APPLICATION_COMMAND_TOO_LARGE', message, `${page}#slash-commands`);
}
