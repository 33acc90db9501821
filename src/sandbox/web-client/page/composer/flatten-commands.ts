import type { PageCommand, PageOption } from '../../protocol.ts';

/** A command as one types it, with its subcommands written out: `/match run`. */
export interface Typable {
  path: string;
  description: string;
  options: readonly PageOption[];
}

const TYPED = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

export function flattenCommands(commands: readonly PageCommand[]): Typable[] {
  return commands
    .filter(({ type }) => type === TYPED)
    .flatMap(({ name, description, options }) => level(`/${name}`, description, options))
    .sort((a, b) => a.path.localeCompare(b.path));
}

function level(path: string, description: string, options: readonly PageOption[]): Typable[] {
  const branches = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (branches.length === 0) return [{ path, description, options }];
  return branches.flatMap((branch) =>
    level(`${path} ${branch.name}`, branch.description, branch.options ?? []),
  );
}

/** Commands that what was typed could become; those that begin with it first. */
export function matchingCommands(commands: readonly Typable[], typed: string): Typable[] {
  const wanted = typed.trim().toLowerCase();
  const begins = commands.filter(({ path }) => path.startsWith(wanted));
  const contains = commands.filter(
    (command) => !begins.includes(command) && command.path.includes(wanted.slice(1)),
  );
  return [...begins, ...contains];
}
