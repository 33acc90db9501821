import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compileExpression, isTruthy, type Scope } from './expression.ts';
import { filterOperators, isOperatorDocument, isRegex } from './filter-operators.ts';
import { anyElement, anyValue, type MatchState } from './paths.ts';

export type Predicate = (document: unknown, state: MatchState) => boolean;

/** What MongoDB knows, and this database does not. */
const foreign = /^\$(where|text|jsonSchema|sampleRate|always|near|geo|within|max|min|mod|bits)/;

function unknown(operator: string): never {
  return foreign.test(operator) ? refuse(operator) : fail(2, `unknown operator: ${operator}`);
}

/**
 * Turns a query filter into a predicate, by MongoDB's rules for types, arrays, null and missing fields. A filter
 * that the server would refuse is refused; `$where`, text and geographic search are refused by name.
 */
export function compileFilter(filter: Doc, scope: Scope): Predicate {
  const predicates = Object.entries(filter).map(([key, condition]) =>
    key.startsWith('$')
      ? compileLogic(key, condition, scope)
      : compileField(key.split('.'), condition, scope),
  );
  return all(predicates);
}

function all(predicates: Predicate[]): Predicate {
  if (predicates.length === 1) return predicates[0] as Predicate;
  return (document, state) => predicates.every((predicate) => predicate(document, state));
}

function compileLogic(key: string, condition: unknown, scope: Scope): Predicate {
  if (key === '$comment') return () => true;
  if (key === '$expr') {
    if (scope.collation !== undefined) refuse('$expr under a collation');
    const evaluate = compileExpression(condition);
    return (document) => isTruthy(evaluate(scope.within(document)));
  }
  if (!['$and', '$or', '$nor'].includes(key)) unknown(key);
  if (!Array.isArray(condition) || condition.length === 0 || !condition.every(isDocument))
    fail(2, `${key} needs a nonempty array of objects`);
  const branches = condition.map((branch) => compileFilter(branch, scope));
  if (key === '$and' || (key === '$or' && branches.length === 1)) return all(branches);
  return (document) => branches.some((branch) => branch(document, {})) === (key === '$or');
}

/** A condition written in operators: a bare value asks for equality, or for a match where it is a regex. */
export function operatorsOf(condition: unknown): Doc {
  if (isOperatorDocument(condition)) return condition;
  return isRegex(condition) ? { $regex: condition } : { $eq: condition };
}

/** Without parts a path is the value at hand, and then an array is not tried element by element. */
function compileField(path: string[], condition: unknown, scope: Scope): Predicate {
  if (path.length > 1 && path.includes('')) refuse(`the path '${path.join('.')}'`);
  const conditions = operatorsOf(condition);
  if ('$options' in conditions && !('$regex' in conditions)) fail(2, '$options needs a $regex');
  const operators = Object.keys(conditions).filter((operator) => operator !== '$options');
  return all(operators.map((operator) => compileOperator(path, operator, conditions, scope)));
}

function compileOperator(path: string[], operator: string, conditions: Doc, scope: Scope): Predicate {
  const operand = conditions[operator];
  const not = (opposite: unknown): Predicate => {
    const predicate = compileField(path, opposite, scope);
    return (document) => !predicate(document, {});
  };
  if (operator === '$not' && (isOperatorDocument(operand) || isRegex(operand))) return not(operand);
  if (operator === '$not') fail(2, '$not needs a regex or a document');
  if (operator === '$ne') return isRegex(operand) ? fail(2, '$ne takes no regex') : not({ $eq: operand });
  if (operator === '$nin') return not({ $in: operand });
  if (operator === '$exists' && !isTruthy(operand)) return not({ $exists: true });
  if (operator === '$all') {
    if (!Array.isArray(operand)) fail(2, '$all needs an array');
    const elements = operand.filter(isOperatorDocument);
    if (elements.some((entry) => !('$elemMatch' in entry)) || ![0, operand.length].includes(elements.length))
      fail(2, 'no $ expressions in $all');
    // Every entry on its own, so different array elements may satisfy different entries.
    return operand.length === 0 ? () => false : all(operand.map((entry) => compileField(path, entry, scope)));
  }
  if (operator === '$elemMatch') {
    const test = compileElement(operand, scope);
    return (document, state) =>
      anyValue(document, path, 0, false, (value) => anyElement(value, test, state), state);
  }
  if (!Object.hasOwn(filterOperators, operator)) unknown(operator);
  const test = filterOperators[operator]!(operand, scope.collation, conditions);
  const leaf = path.length > 0 && operator !== '$size';
  return (document, state) => anyValue(document, path, 0, leaf, test, state);
}

/** What `$elemMatch` asks of an element: to pass a filter, or operators on the element itself. */
function compileElement(operand: unknown, scope: Scope): (element: unknown) => boolean {
  if (!isDocument(operand)) fail(2, '$elemMatch needs an Object');
  const logical = ['$and', '$or', '$nor'].includes(Object.keys(operand)[0] as string);
  const onValues = isOperatorDocument(operand) && !logical;
  const test = onValues ? compileField([], operand, scope) : compileFilter(operand, scope);
  if (onValues) return (element) => test(element, {});
  // To a filter an array in the array is a document whose fields are its positions.
  return (element) => {
    const document = Array.isArray(element) ? { ...element } : element;
    return isDocument(document) && test(document, {});
  };
}
