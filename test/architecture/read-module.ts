import { parseAst } from 'vitest/node';

/** A way from one module to another, as it stands in the source. */
export type Door = {
  specifier: string;
  line: number;
  /** Gone after compilation; `import { type A }` is not: `verbatimModuleSyntax` keeps its import. */
  typeOnly: boolean;
  /** `declare module 'x'`: adds to the types of x, which some other package of ours brings along. */
  augments?: true;
};

export type Node = { type: string; start: number; end: number } & Record<string, unknown>;

export type ReadModule = {
  doors: Door[];
  /** Imports whose target only running tells: a variable in `import()`, `require`, `createRequire`. */
  unreadable: { line: number; what: string }[];
  program: Node;
  lineOf(node: Node): number;
};

/**
 * Parses one module (oxc, by way of vitest) and lists every door in it: import and export-from, `import()`
 * with a literal, import types, module augmentations, and `new URL('./x.ts', import.meta.url)`, which is how
 * a worker or a child process is named. Throws on a syntax error, so that nothing passes unread.
 */
export function readModule(source: string, path: string): ReadModule {
  const program = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
  const lineOf = (node: Node) => source.slice(0, node.start).split('\n').length;
  const doors: Door[] = [];
  const unreadable: ReadModule['unreadable'] = [];

  walk(program, (node) => {
    const door = (target: unknown, typeOnly: boolean) => {
      const specifier = literal(target);
      if (specifier === null) unreadable.push({ line: lineOf(node), what: 'import() of something computed' });
      else doors.push({ specifier, line: lineOf(node), typeOnly });
    };
    switch (node.type) {
      case 'ImportDeclaration':
        return door(node['source'], node['importKind'] === 'type');
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node['source']) door(node['source'], node['exportKind'] === 'type');
        return;
      case 'ImportExpression':
        return door(node['source'], false);
      case 'TSImportType':
        return door(node['source'], true);
      case 'TSModuleDeclaration':
        if (literal(node['id']) !== null) {
          doors.push({ specifier: literal(node['id'])!, line: lineOf(node), typeOnly: true, augments: true });
        }
        return;
      case 'TSImportEqualsDeclaration':
        unreadable.push({ line: lineOf(node), what: 'import =' });
        return;
      case 'NewExpression': {
        const [target, base] = node['arguments'] as Node[];
        const specifier = literal(target);
        const besideThis = base?.type === 'MemberExpression' && name(base['property']) === 'url';
        if (name(node['callee']) === 'URL' && besideThis && specifier && /\.[cm]?[jt]sx?$/.test(specifier)) {
          door(target, false);
        }
        return;
      }
      case 'CallExpression': {
        const callee = name(node['callee']);
        if (callee === 'require' || callee === 'createRequire') {
          unreadable.push({ line: lineOf(node), what: `${callee}()` });
        }
      }
    }
  });
  return { doors, unreadable, program, lineOf };
}

/** Visits every node with the nodes around it, the nearest last. */
export function walk(node: Node, visit: (node: Node, around: Node[]) => void, around: Node[] = []): void {
  visit(node, around);
  const inside = [...around, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, inside);
    }
  }
}

/** The text of a string literal or of a template without holes; null for everything else. */
export function literal(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Literal' && typeof value['value'] === 'string') return value['value'];
  if (value.type !== 'TemplateLiteral') return null;
  const parts = value['quasis'] as { value: { cooked: string } }[];
  return parts.length === 1 ? parts[0]!.value.cooked : null;
}

/** The name of an identifier, or of the last part of `a.b.c`; null for everything else. */
export function name(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Identifier') return String(value['name']);
  return value.type === 'MemberExpression' && value['computed'] !== true ? name(value['property']) : null;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
