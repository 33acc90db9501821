import { Timestamp } from 'bson';
import { type Doc, deepCopy, isDocument, typeName } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues } from './compare-values.ts';
import type { Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { isOperatorDocument, isRegex } from './filter-operators.ts';
import { calculate, integer, isNumeric, isWhole, kindOf, toBigInt, toDouble } from './numbers.ts';
import { compileSort } from './paths.ts';
import { type Target, writeTargets } from './update-paths.ts';

type Apply = (target: Target, argument: unknown, document: Doc, scope: Scope) => void;

export function isUpdateOperator(operator: string): boolean {
  return Object.hasOwn(operators, operator);
}

const comparing = ['$addToSet', '$pullAll', '$min', '$max', '$push', '$pull'];

/** Does one operator's work at one place of a document. */
export function applyOperator(
  operator: string,
  target: Target,
  argument: unknown,
  document: Doc,
  scope: Scope,
): void {
  if (scope.collation !== undefined && comparing.includes(operator)) refuse(`${operator} under a collation`);
  operators[operator]?.(target, argument, document, scope);
}

const operators: Record<string, Apply> = {
  $set: (target, value) => target.set(deepCopy(value)),
  $setOnInsert: (target, value) => target.set(deepCopy(value)),
  $unset: (target) => target.remove(),
  $inc: (target, by) => arithmetic('$inc', target, by),
  $mul: (target, by) => arithmetic('$mul', target, by),
  $min: (target, value) => extreme(target, value, -1),
  $max: (target, value) => extreme(target, value, 1),
  $rename: (target, to, document) => {
    if (typeof to !== 'string' || to.split('.').includes(''))
      fail(2, `The 'to' field for $rename must be a string`);
    const value = target.get();
    if (value === undefined) return;
    target.remove();
    for (const other of writeTargets(document, to, {}, new Map())) {
      other.remove();
      other.set(value);
    }
  },
  $currentDate: (target, argument, _document, scope) => {
    const now = scope.variables['NOW'] as Date;
    const type = isDocument(argument) ? argument['$type'] : argument;
    if (type === 'timestamp') target.set(Timestamp.fromBits(1, Math.floor(now.getTime() / 1000)));
    else if (type === true || type === 'date') target.set(now);
    else fail(2, `The '$type' string field is required to be 'date' or 'timestamp'`);
  },
  $bit: (target, argument) => {
    const value = target.get() ?? 0;
    if (!isDocument(argument) || !isNumeric(value) || kindOf(value) === 'double')
      fail(2, `Cannot apply $bit to a value of non-integral type: ${typeName(value)}`);
    let bits = toBigInt(value) as bigint;
    let kind = kindOf(value);
    for (const [name, operand] of Object.entries(argument)) {
      if (!isNumeric(operand) || kindOf(operand) === 'double')
        fail(2, 'The $bit modifier field must be an Integer(32/64 bit)');
      const mask = toBigInt(operand) as bigint;
      if (name === 'and') bits &= mask;
      else if (name === 'or') bits |= mask;
      else if (name === 'xor') bits ^= mask;
      else fail(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
      if (kindOf(operand) === 'long') kind = 'long';
    }
    target.set(integer(bits, kind));
  },
  $push: (target, argument) => {
    const array = arrayAt('$push', target) ?? [];
    push(array, isDocument(argument) && '$each' in argument ? argument : { $each: [argument] });
    target.set(array);
  },
  $addToSet: (target, argument) => {
    const array = arrayAt('$addToSet', target) ?? [];
    const { $each: values, ...others } =
      isDocument(argument) && '$each' in argument ? argument : ({ $each: [argument] } as Doc);
    if (Object.keys(others).length > 0) fail(2, 'Found unexpected fields after $each in $addToSet');
    if (!Array.isArray(values)) fail(14, `$each in $addToSet must be an array, not ${typeName(values)}`);
    for (const value of values as unknown[])
      if (!array.some((present) => equalValues(present, value))) array.push(deepCopy(value));
    target.set(array);
  },
  $pop: (target, end) => {
    const at = isNumeric(end) ? toDouble(end) : 0;
    if (at !== 1 && at !== -1) fail(9, `$pop expects 1 or -1, found: ${String(end)}`);
    const array = arrayAt('$pop', target, 14);
    if (array !== undefined) target.set(at === 1 ? array.slice(0, -1) : array.slice(1));
  },
  $pull: (target, condition, _document, scope) => {
    const matches = pullTest(condition, scope);
    const array = arrayAt('$pull', target);
    if (array !== undefined) target.set(array.filter((element) => !matches(element)));
  },
  $pullAll: (target, values) => {
    if (!Array.isArray(values)) fail(2, '$pullAll requires an array argument');
    const array = arrayAt('$pullAll', target);
    const stays = (element: unknown) => !values.some((value) => equalValues(value, element));
    if (array !== undefined) target.set(array.filter(stays));
  },
};

function arithmetic(name: '$inc' | '$mul', target: Target, by: unknown): void {
  const [verb, operation] =
    name === '$inc' ? (['increment', 'add'] as const) : (['multiply', 'multiply'] as const);
  if (!isNumeric(by)) fail(14, `Cannot ${verb} '${target.path}' with non-numeric argument`);
  const present = target.get();
  const value = present === undefined ? 0 : present;
  if (!isNumeric(value))
    fail(14, `Cannot apply ${name} to '${target.path}' of non-numeric type ${typeName(value)}`);
  const result = calculate(operation, value, by);
  if (result === undefined) fail(2, `Failed to apply ${name} to ${String(value)}: too large for a long`);
  target.set(result);
}

function extreme(target: Target, value: unknown, sign: 1 | -1): void {
  const present = target.get();
  if (present === undefined || compareValues(value, present) * sign > 0) target.set(deepCopy(value));
}

/** A copy of the array at a place; undefined where there is nothing, and an error where there is something else. */
function arrayAt(operator: string, target: Target, code = 2): unknown[] | undefined {
  const value = target.get();
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return [...(value as unknown[])];
  fail(
    code,
    `Cannot apply ${operator} to '${target.path}', which must be an array but is ${typeName(value)}`,
  );
}

function push(array: unknown[], argument: Doc): void {
  const { $each, $position, $slice, $sort, ...unknown } = argument;
  const other = Object.keys(unknown)[0];
  if (other !== undefined) fail(2, `Unrecognized clause in $push: ${other}`);
  if (!Array.isArray($each)) fail(14, `$each in $push must be an array, not ${typeName($each)}`);
  // As `splice` has it, too: a position below zero counts from the end.
  const at = $position === undefined ? array.length : wholeNumber('$position', $position);
  array.splice(at, 0, ...($each as unknown[]).map(deepCopy));
  if ($sort !== undefined) sortElements(array, $sort);
  const limit = $slice === undefined ? array.length : wholeNumber('$slice', $slice);
  if (limit >= 0) array.splice(limit);
  else array.splice(0, Math.max(0, array.length + limit));
}

function wholeNumber(name: string, value: unknown): number {
  if (!isNumeric(value) || !isWhole(value))
    fail(2, `${name} must be an integer value, not ${typeName(value)}`);
  return toDouble(value);
}

function sortElements(array: unknown[], sort: unknown): void {
  if (isDocument(sort)) {
    const compare = compileSort(sort);
    const keys = new Map(array.map((element) => [element, isDocument(element) ? element : {}]));
    array.sort((a, b) => compare(keys.get(a) as Doc, keys.get(b) as Doc));
    return;
  }
  const direction = isNumeric(sort) ? toDouble(sort) : 0;
  if (direction !== 1 && direction !== -1) fail(2, 'The $sort element value must be either 1 or -1');
  array.sort((a, b) => compareValues(a, b) * direction);
}

/** `$pull` takes a value, a condition on the element, or a filter for elements that are documents. */
function pullTest(condition: unknown, scope: Scope): (element: unknown) => boolean {
  if (isOperatorDocument(condition) || isRegex(condition)) {
    const test = compileFilter({ e: isRegex(condition) ? condition : { $elemMatch: condition } }, scope);
    return (element) => test({ e: [element] }, {});
  }
  if (!isDocument(condition)) return (element) => equalValues(element, condition);
  const test = compileFilter(condition, scope);
  return (element) => isDocument(element) && test(element, {});
}
