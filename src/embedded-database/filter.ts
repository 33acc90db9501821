import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, isTruthy, type Scope } from './expression.ts';
import { compileTest, isOperatorDocument, isRegex } from './filter-operators.ts';
import { anyValue, type MatchState } from './paths.ts';

export type Predicate = (document: unknown, state: MatchState) => boolean;

const unsupported = ['$where', '$text', '$jsonSchema', '$sampleRate', '$alwaysTrue', '$alwaysFalse'];

/**
 * Turns a query filter into a predicate, by MongoDB's rules for types, arrays, null and missing fields. A filter
 * that the server would refuse is refused; `$where`, text and geographic search are refused by name.
 */
export function compileFilter(filter: Doc, scope: Scope): Predicate {
  const predicates = Object.entries(filter).flatMap(([key, condition]) =>
    key.startsWith('$') ? compileLogic(key, condition, scope) : compileField(key, condition, scope),
  );
  if (predicates.length === 1) return predicates[0] as Predicate;
  return (document, state) => predicates.every((predicate) => predicate(document, state));
}

function compileLogic(key: string, condition: unknown, scope: Scope): Predicate[] {
  if (key === '$comment') return [];
  if (key === '$expr') {
    if (scope.collation !== undefined) refuse('$expr under a collation');
    const evaluate = compileExpression(condition);
    return [(document) => isTruthy(evaluate(scope.within(document)))];
  }
  if (unsupported.includes(key)) refuse(key);
  if (!['$and', '$or', '$nor'].includes(key)) fail(2, `unknown top level operator: ${key}`);
  if (!Array.isArray(condition)) fail(2, `${key} argument must be an array`);
  if (condition.length === 0) fail(2, '$and/$or/$nor must be a nonempty array');
  if (!condition.every(isDocument)) fail(2, '$or/$and/$nor entries need to be full objects');
  const branches = condition.map((branch) => compileFilter(branch, scope));
  if (key === '$and') return branches;
  return [(document) => branches.some((branch) => branch(document, {})) === (key === '$or')];
}

function compileField(path: string, condition: unknown, scope: Scope): Predicate[] {
  const parts = path.split('.');
  const conditions = isOperatorDocument(condition) ? condition : { $equals: condition };
  if ('$options' in conditions && !('$regex' in conditions)) fail(2, '$options needs a $regex');
  const compileInner = (filter: Doc) => compileFilter(filter, scope);
  return Object.entries(conditions).flatMap(([operator, argument]): Predicate[] => {
    if (operator === '$options') return [];
    if (operator === '$all') return compileAll(path, argument, scope);
    if (operator === '$not') {
      if (!isOperatorDocument(argument) && !isRegex(argument)) fail(2, '$not needs a regex or a document');
      const inner = compileField(path, argument, scope);
      return [(document) => !inner.every((predicate) => predicate(document, {}))];
    }
    const { test, leaf, negated } = compileTest(
      operator,
      argument,
      conditions,
      scope.collation,
      compileInner,
    );
    if (negated) return [(document) => !anyValue(document, parts, 0, leaf, (value) => test(value, {}), {})];
    return [(document, state) => anyValue(document, parts, 0, leaf, (value) => test(value, state), state)];
  });
}

/** `$all` asks for every entry on its own, so different array elements may satisfy different entries. */
function compileAll(path: string, argument: unknown, scope: Scope): Predicate[] {
  if (!Array.isArray(argument)) fail(2, '$all needs an array');
  if (argument.length === 0) return [() => false];
  return argument.flatMap((entry: unknown) => {
    const bare = !isOperatorDocument(entry);
    if (!bare && Object.keys(entry)[0] !== '$elemMatch') fail(2, 'no $ expressions in $all');
    return compileField(path, bare ? { $equals: entry } : entry, scope);
  });
}
