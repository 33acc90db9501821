import { type Doc, isDocument, typeName } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues, valueKey } from './compare-values.ts';
import type { Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { isOperatorDocument, isRegex } from './filter-operators.ts';
import { calculate, isNumeric, isWhole, type Operation, toDouble } from './numbers.ts';

/** Where an operator is at work. */
interface Place {
  operator: string;
  path: string;
  scope: Scope;
}

/** What an operator makes of the value at a place; no value is `undefined`. */
type Operate = (present: unknown, argument: unknown, place: Place) => unknown;
type ChangeArray = (array: unknown[], argument: unknown, place: Place) => unknown[];

/** Every update operator there is. */
export const updateOperators: Readonly<Record<string, Operate>> = {
  $set: (_, value) => value,
  $setOnInsert: (_, value) => value,
  $unset: () => undefined,
  $inc: arithmetic('add'),
  $mul: arithmetic('multiply'),
  $min: extreme(-1),
  $max: extreme(1),
  $push: onArray(push, true),
  $addToSet: onArray((array, argument, { operator }) => {
    const { values, clauses } = additions(operator, argument);
    if (Object.keys(clauses).length > 0) fail(2, 'Found unexpected fields after $each in $addToSet');
    const keys = new Set(array.map(valueKey));
    return [...array, ...values.filter((value) => !keys.has(valueKey(value)) && keys.add(valueKey(value)))];
  }, true),
  $pop: onArray((array, end) => {
    const at = isNumeric(end) ? toDouble(end) : 0;
    if (at !== 1 && at !== -1) fail(9, `$pop expects 1 or -1, found: ${String(end)}`);
    return at === 1 ? array.slice(0, -1) : array.slice(1);
  }),
  $pull: onArray((array, condition, { scope }) => array.filter(unlike(condition, scope))),
  $pullAll: onArray((array, values) => {
    if (!Array.isArray(values)) fail(2, '$pullAll requires an array argument');
    return array.filter((element) => !values.some((value) => equalValues(value, element)));
  }),
};

function arithmetic(operation: Operation): Operate {
  return (present = 0, by, { operator, path }) => {
    if (!isNumeric(by)) fail(14, `Cannot apply ${operator} to '${path}' with a non-numeric argument`);
    if (!isNumeric(present))
      fail(14, `Cannot apply ${operator} to '${path}' of non-numeric type ${typeName(present)}`);
    const result = calculate(operation, present, by);
    return result ?? fail(2, `Failed to apply ${operator} to ${String(present)}: too large for a long`);
  };
}

function extreme(sign: 1 | -1): Operate {
  return (present, value) =>
    present === undefined || compareValues(value, present) * sign > 0 ? value : present;
}

/** Where there is nothing, an operator that `creates` begins with an empty array; the others leave that so. */
function onArray(change: ChangeArray, creates = false): Operate {
  return (present, argument, place) => {
    const isArray = Array.isArray(present);
    const changed = change(isArray ? present : [], argument, place);
    if (isArray || present === undefined) return isArray || creates ? changed : undefined;
    const { operator, path } = place;
    const code = operator === '$pop' ? 14 : 2;
    fail(code, `Cannot apply ${operator} to '${path}', which must be an array but is ${typeName(present)}`);
  };
}

/** What `$push` and `$addToSet` are to add: one value, or those of `$each`, beside which there may be clauses. */
function additions(operator: string, argument: unknown): { values: unknown[]; clauses: Doc } {
  const several =
    isDocument(argument) &&
    (operator === '$push' ? '$each' in argument : Object.keys(argument)[0] === '$each');
  const { $each: values, ...clauses } = several ? argument : ({ $each: [argument] } as Doc);
  if (!Array.isArray(values)) fail(14, `$each in ${operator} must be an array, not ${typeName(values)}`);
  return { values, clauses };
}

function push(array: unknown[], argument: unknown, { operator }: Place): unknown[] {
  const { values, clauses } = additions(operator, argument);
  const { $position = array.length, $slice = Number.MAX_SAFE_INTEGER, ...others } = clauses;
  if ('$sort' in others) refuse('$sort in $push');
  for (const other of Object.keys(others)) fail(2, `Unrecognized clause in $push: ${other}`);
  // As JavaScript has it, too: a position below zero counts from the end.
  const all = array.toSpliced(wholeNumber('$position', $position), 0, ...values);
  const limit = wholeNumber('$slice', $slice);
  return limit < 0 ? all.slice(limit) : all.slice(0, limit);
}

function wholeNumber(name: string, value: unknown): number {
  if (isNumeric(value) && isWhole(value)) return toDouble(value);
  fail(2, `${name} must be an integer value, not ${typeName(value)}`);
}

/** `$pull` takes a filter for elements that are documents, a condition on the element itself, or a value. */
function unlike(condition: unknown, scope: Scope): (element: unknown) => boolean {
  const isCondition = isOperatorDocument(condition) || isRegex(condition);
  if (!isCondition && (!isDocument(condition) || '$ref' in condition))
    return (element) => !equalValues(element, condition);
  const test = compileFilter(isCondition ? { e: condition } : condition, scope);
  if (isCondition) return (element) => !test({ e: element }, {});
  return (element) => !isDocument(element) || !test(element, {});
}
