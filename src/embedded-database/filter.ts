import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, isTruthy, type Scope } from './expression.ts';
import { compileFieldTest, isOperatorDocument } from './filter-operators.ts';
import { anyValue, type MatchState } from './paths.ts';

export type Predicate = (document: unknown, state: MatchState) => boolean;

const unsupported = new Set(['$where', '$text', '$jsonSchema', '$sampleRate', '$alwaysTrue', '$alwaysFalse']);

/**
 * Turns a query filter into a predicate, by MongoDB's rules for types, arrays, null and missing fields. A filter
 * that the server would refuse is refused; `$where`, text and geographic search are refused by name.
 */
export function compileFilter(filter: Doc, scope: Scope): Predicate {
  const predicates = Object.entries(filter).flatMap(([key, condition]) =>
    compileEntry(key, condition, scope),
  );
  if (predicates.length === 1) return predicates[0] as Predicate;
  return (document, state) => predicates.every((predicate) => predicate(document, state));
}

function compileEntry(key: string, condition: unknown, scope: Scope): Predicate[] {
  if (!key.startsWith('$')) return compileField(key, condition, scope);
  switch (key) {
    case '$and':
      return branches(key, condition, scope);
    case '$or': {
      const any = branches(key, condition, scope);
      return [(document) => any.some((predicate) => predicate(document, {}))];
    }
    case '$nor': {
      const none = branches(key, condition, scope);
      return [(document) => !none.some((predicate) => predicate(document, {}))];
    }
    case '$expr': {
      if (scope.collation !== undefined) refuse('$expr under a collation');
      const evaluate = compileExpression(condition);
      return [(document) => isTruthy(evaluate(scope.within(document)))];
    }
    case '$comment':
      return [];
    default:
      if (unsupported.has(key)) refuse(key);
      fail(2, `unknown top level operator: ${key}`);
  }
}

function branches(key: string, condition: unknown, scope: Scope): Predicate[] {
  if (!Array.isArray(condition)) fail(2, `${key} argument must be an array`);
  if (condition.length === 0) fail(2, '$and/$or/$nor must be a nonempty array');
  return condition.map((branch) => {
    if (!isDocument(branch)) fail(2, '$or/$and/$nor entries need to be full objects');
    return compileFilter(branch, scope);
  });
}

function compileField(path: string, condition: unknown, scope: Scope): Predicate[] {
  const parts = path.split('.');
  const conditions: Doc = isOperatorDocument(condition) ? condition : { $eq_or_regex: condition };
  if ('$options' in conditions && !('$regex' in conditions)) fail(2, '$options needs a $regex');
  return Object.entries(conditions)
    .filter(([operator]) => operator !== '$options')
    .map(([operator, argument]): Predicate => {
      if (operator === '$all') {
        const every = allOf(path, argument, scope);
        return (document, state) => every.every((predicate) => predicate(document, state));
      }
      if (operator === '$not') {
        const inner = isOperatorDocument(argument) ? argument : notRegex(argument);
        const all = compileField(path, inner, scope);
        return (document) => !all.every((predicate) => predicate(document, {}));
      }
      const { test, leaf, negated } = compileFieldTest(
        operator,
        argument,
        conditions,
        scope.collation,
        (filter) => compileFilter(filter, scope),
      );
      if (negated) return (document) => !anyValue(document, parts, 0, leaf, (value) => test(value, {}), {});
      return (document, state) => anyValue(document, parts, 0, leaf, (value) => test(value, state), state);
    });
}

/** `$all` asks for every entry on its own, so different array elements may satisfy different entries. */
function allOf(path: string, argument: unknown, scope: Scope): Predicate[] {
  if (!Array.isArray(argument)) fail(2, '$all needs an array');
  if (argument.length === 0) return [() => false];
  return argument.flatMap((entry: unknown) => {
    if (!isOperatorDocument(entry)) return compileField(path, { $eq_or_regex: entry }, scope);
    if (Object.keys(entry)[0] !== '$elemMatch') fail(2, 'no $ expressions in $all');
    return compileField(path, entry, scope);
  });
}

function notRegex(argument: unknown): unknown {
  if ((argument as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp') return argument;
  fail(2, '$not needs a regex or a document');
}
