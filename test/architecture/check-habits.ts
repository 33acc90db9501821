import type { Breach, Source } from './check-doors.ts';
import { isNode, literal, type Node, name, readModule, walk } from './read-module.ts';

/** A habit of some modules: what a node there may not be, and why. Null when the node is fine. */
type Habit = {
  where: RegExp;
  except?: RegExp;
  problem(node: Node, around: readonly Node[]): string | null;
};

const FORBIDDEN_GLOBALS = new Set([
  'process',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'globalThis',
  'console',
]);
/** Parts of a Date in the zone of whatever machine this runs on. */
const MACHINE_ZONE =
  /^(get|set)(Date|Day|FullYear|Hours|Minutes|Month|Seconds|Milliseconds)$|^getTimezoneOffset$/;
const PARSERS = new Set([
  'split',
  'slice',
  'substring',
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'match',
  'replace',
]);
const ANSWERS = new Set([
  'reply',
  'editReply',
  'followUp',
  'deferReply',
  'deferUpdate',
  'showModal',
  'update',
]);
const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

export const HABITS: Record<string, Habit> = {
  'the clock and chance come in as arguments': {
    where: /^src\/(domain|programmes|use-cases|discord\/(views|charts|words))\//,
    problem: (node, around) => {
      if (!isReference(node, around)) return null;
      const parent = around.at(-1)!;
      const used = String(node['name']);
      const member =
        parent.type === 'MemberExpression' && !parent['computed'] ? name(parent['property']) : null;
      if (used === 'Date') {
        const given = parent.type === 'NewExpression' && (parent['arguments'] as Node[]).length > 0;
        const fine = given || member === 'UTC' || member === 'parse' || parent['operator'] === 'instanceof';
        return fine ? null : 'now comes from the Clock port';
      }
      if (used === 'Math') return member !== null && member !== 'random' ? null : 'chance comes from a seed';
      if (used === 'Temporal') return member === 'Now' ? 'now comes from the Clock port' : null;
      return FORBIDDEN_GLOBALS.has(used) ? `${used} is the machine's, and this room is no part of it` : null;
    },
  },
  'what is pure waits for nothing': {
    where: /^src\/(domain|programmes|discord\/(views|words))\//,
    problem: (node, around) => {
      const waits = node.type === 'AwaitExpression' || node['async'] === true || node['await'] === true;
      const promises = isReference(node, around) && node['name'] === 'Promise';
      return waits || promises
        ? 'a rule needs no waiting; what it needs to know comes in as an argument'
        : null;
    },
  },
  'the zone of the machine decides nothing': {
    where: /^src\/(domain|programmes|use-cases|discord\/(views|charts|words))\//,
    problem: (node, around) => {
      if (node.type === 'NewExpression' && name(node['callee']) === 'Date') {
        return (node['arguments'] as Node[]).length > 1
          ? 'new Date(y, m, d) means the zone of the machine'
          : null;
      }
      if (node.type !== 'MemberExpression' || around.at(-1)?.type !== 'CallExpression') return null;
      return MACHINE_ZONE.test(name(node) ?? '') ? `${name(node)}() means the zone of the machine` : null;
    },
  },
  'the environment is read once': {
    where: /^src\//,
    except: /^src\/(main\.ts$|config\/|sandbox\/)/,
    problem: (node) =>
      node.type === 'MemberExpression' && name(node['object']) === 'process' && name(node) === 'env'
        ? 'config/environment.ts reads it, and passes on what it means'
        : null,
  },
  'custom ids are made and read in one place': {
    where: /^src\/discord\//,
    except: /^src\/discord\/custom-ids\.ts$/,
    problem: (node) => {
      if (node.type === 'Property' && /^custom_?id$/i.test(name(node['key']) ?? '')) {
        return isPieced(node['value']) ? 'custom-ids.ts makes every id that carries something' : null;
      }
      if (node.type !== 'CallExpression') return null;
      const callee = node['callee'] as Node;
      if (name(callee) === 'setCustomId') {
        return isPieced((node['arguments'] as Node[])[0])
          ? 'custom-ids.ts makes every id that carries something'
          : null;
      }
      if (callee.type !== 'MemberExpression' || !PARSERS.has(name(callee) ?? '')) return null;
      return /^custom_?id$/i.test(name(callee['object']) ?? '') ? 'custom-ids.ts reads every id' : null;
    },
  },
  'people are answered in one place': {
    where: /^src\/discord\//,
    except: /^src\/discord\/respond\.ts$/,
    problem: (node) => {
      const callee = node['callee'];
      if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression')
        return null;
      const [method, object] = [name(callee) ?? '', name(callee['object'])];
      if (!ANSWERS.has(method) || object === 'respond') return null;
      return method !== 'update' || object === 'interaction' ? `respond.ts says .${method}()` : null;
    },
  },
  'workers announce without a gateway': {
    where: /^src\/discord\/(announcer\.ts$|announcing\/)/,
    problem: (node) => {
      if (node.type !== 'ImportDeclaration' || node['importKind'] === 'type') return null;
      if (literal(node['source']) === '@sapphire/framework') return 'the framework is the gateway';
      const taken = (node['specifiers'] as Node[]).map((specifier) => name(specifier['imported']));
      return literal(node['source']) === 'discord.js' && taken.includes('Client')
        ? 'the announcer speaks over REST only'
        : null;
    },
  },
  'log lines say constant sentences': {
    where: /^src\//,
    except: /^src\/(telemetry|sandbox)\//,
    problem: (node) => {
      const callee = node['callee'];
      if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression')
        return null;
      if (!LEVELS.has(name(callee) ?? '') || !/^log(ger)?$/.test(name(callee['object']) ?? '')) return null;
      const sentence = (node['arguments'] as Node[])[1];
      return literal(sentence) === null
        ? 'what varies goes into a field, where telemetry can judge it'
        : null;
    },
  },
  'names say something': {
    where: /^src\//,
    problem: (node, around) => {
      if (!around.at(-1)?.type.startsWith('Export') || !/Declaration$/.test(node.type)) return null;
      const named = [node, ...((node['declarations'] as Node[]) ?? [])].map((one) => name(one['id']) ?? '');
      const empty = named.find((one) => /(Utils?|Lib|Helpers?|Manager|Service|Misc)$|^[cC]ommon$/.test(one));
      return empty === undefined ? null : `${empty} does not say what it is`;
    },
  },
};

/** Holds every module against the habits of its place. */
export function checkHabits(sources: readonly Source[]): Breach[] {
  return sources.flatMap(({ path, source }) => {
    const kept = Object.entries(HABITS).filter(
      ([, habit]) => habit.where.test(path) && !habit.except?.test(path),
    );
    if (kept.length === 0) return [];
    const { program, lineOf } = readModule(source, path);
    const breaches: Breach[] = [];
    walk(program, (node, around) => {
      for (const [title, habit] of kept) {
        const problem = habit.problem(node, around);
        if (problem !== null) breaches.push(`${path}:${lineOf(node)} ${title}: ${problem}`);
      }
    });
    return breaches;
  });
}

const EMPTY_WORDS = /(^|-)(utils?|lib|helpers?|manager|service|misc)(-|$)|^common(-|$)/;

/** Holds the names of folders and files against the plan: kebab-case, and saying something. */
export function checkNames(paths: readonly string[]): Breach[] {
  return paths.flatMap((path) =>
    path.split('/').flatMap((segment) => {
      const stem = segment.replace(/(\.(test|bench|d))?\.[cm]?[jt]sx?$/, '');
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) return [`${path}: ${segment} is not kebab-case`];
      return EMPTY_WORDS.test(stem) ? [`${path}: ${segment} does not say what is in it`] : [];
    }),
  );
}

/** Whether an identifier stands for a value here, rather than naming a member, a key or a type. */
function isReference(node: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1);
  if (node.type !== 'Identifier' || parent === undefined) return false;
  if (parent.type === 'MemberExpression') return parent['object'] === node || parent['computed'] === true;
  if (/^(As|NonNull|Satisfies)Expression$/.test(parent.type.replace(/^TS/, ''))) return true;
  if (parent.type.startsWith('TS') || /^(Import|Export).*Specifier$/.test(parent.type)) return false;
  return parent['key'] !== node || parent['computed'] === true;
}

/** Text put together from parts: a template with holes or a sum. */
function isPieced(value: unknown): boolean {
  if (!isNode(value)) return false;
  return (value.type === 'TemplateLiteral' && literal(value) === null) || value.type === 'BinaryExpression';
}
