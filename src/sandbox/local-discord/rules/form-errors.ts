import type { Breach } from './breach.ts';

/** Where in the body a fault lies: object keys and list positions, from the outside in. */
export type Path = readonly (string | number)[];

/** One `{ code, message }` of Discord's form errors, with the place it belongs to and the page that says so. */
type Fault = { path: Path; code: string; message: string; source: string };

type Tree = { [key: string]: Tree } & { _errors?: { code: string; message: string }[] };

/**
 * Collects what is wrong with one body and turns it into Discord's "Invalid Form Body" answer (50035).
 *
 * Discord reports all faults of a body together, nested as the body is; so do we, because a bot that logs
 * the answer should look the same against either.
 *
 * Discord's pages name few of the inner codes. 50035 and the place of a fault can be relied upon; where no page
 * and no public report gives an inner code, the nearest of its family stands (`BASE_TYPE_*`, `COMPONENT_*`,
 * `APPLICATION_COMMAND_*`, `GUILD_SCHEDULED_EVENT_*`), and a bot should not depend on it.
 *
 * Source: developers/reference.mdx, "Error Messages".
 */
export class FormErrors {
  readonly #faults: Fault[] = [];

  add(path: Path, code: string, message: string, source: string): void {
    // The same place is not blamed twice for the same thing when the rules and the published schema agree.
    const known = this.#faults.some((fault) => fault.code === code && samePath(fault.path, path));
    if (!known) this.#faults.push({ path, code, message, source });
  }

  /** Whether something is already known to be wrong at this place or inside it. */
  has(path: Path): boolean {
    return this.#faults.some((fault) =>
      path.every((key, index) => String(fault.path[index]) === String(key)),
    );
  }

  get empty(): boolean {
    return this.#faults.length === 0;
  }

  toBreach(): Breach | undefined {
    const first = this.#faults[0];
    if (!first) return undefined;
    const errors = newTree();
    for (const fault of this.#faults) {
      let node = errors;
      for (const key of fault.path) {
        node[key] ??= newTree();
        node = node[key];
      }
      node._errors ??= [];
      node._errors.push({ code: fault.code, message: fault.message });
    }
    return { status: 400, code: 50035, message: 'Invalid Form Body', errors, source: first.source };
  }
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((key, index) => String(key) === String(b[index]));
}

function newTree(): Tree {
  return {} as Tree;
}
