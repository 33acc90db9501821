import { BSONRegExp } from 'bson';
import { type Doc, isDocument, typeName, typeNumbers } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues, isNaNValue, rankOf, valueKey } from './compare-values.ts';
import { isNumeric, isWhole, toDouble } from './numbers.ts';
import type { MatchState } from './paths.ts';

type Test = (value: unknown, state: MatchState) => boolean;

/** What one operator asks of the values at a path. */
export interface FieldTest {
  test: Test;
  /** Whether an array at the end of the path is also tried element by element. */
  leaf: boolean;
  /** Whether the operator holds when no value passes the test. */
  negated: boolean;
}

type CompileInner = (filter: Doc) => (document: unknown, state: MatchState) => boolean;

const unsupported = new Set([
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$maxDistance',
  '$minDistance',
  '$bitsAllSet',
  '$bitsAllClear',
  '$bitsAnySet',
  '$bitsAnyClear',
]);

/** Whether a condition is made of operators, as against a sub-document to be equal to. */
export function isOperatorDocument(condition: unknown): condition is Doc {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

export function compileFieldTest(
  operator: string,
  argument: unknown,
  all: Doc,
  collation: CompareStrings | undefined,
  inner: CompileInner,
): FieldTest {
  switch (operator) {
    case '$eq_or_regex':
      return positive(argument instanceof BSONRegExp ? regexTest(argument) : equality(argument, collation));
    case '$eq':
      return positive(equality(argument, collation));
    case '$ne':
      if (argument instanceof BSONRegExp) fail(2, "Can't have regex as arg to $ne.");
      return negative(equality(argument, collation));
    case '$in':
      return positive(membership(operator, argument, collation));
    case '$nin':
      return negative(membership(operator, argument, collation));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return positive(comparison(operator, argument, collation));
    case '$exists': {
      const test: Test = (value) => value !== undefined;
      const wanted =
        argument !== false && argument !== null && !(isNumeric(argument) && toDouble(argument) === 0);
      return { test, leaf: false, negated: !wanted };
    }
    case '$type':
      return positive(typeTest(argument));
    case '$size': {
      if (!isNumeric(argument) || !isWhole(argument) || toDouble(argument) < 0) {
        fail(2, 'Failed to parse $size. Expected a non-negative integer');
      }
      const size = toDouble(argument);
      return { test: (value) => Array.isArray(value) && value.length === size, leaf: false, negated: false };
    }
    case '$mod':
      return positive(modulo(argument));
    case '$regex': {
      if (argument instanceof BSONRegExp) {
        const options = all['$options'] ?? argument.options;
        return positive(regexTest(new BSONRegExp(argument.pattern, String(options))));
      }
      if (typeof argument !== 'string') fail(2, '$regex has to be a string');
      return positive(regexTest(new BSONRegExp(argument, String(all['$options'] ?? ''))));
    }
    case '$elemMatch':
      return { test: elemMatch(argument, collation, inner), leaf: false, negated: false };
    default:
      if (unsupported.has(operator)) refuse(operator);
      fail(2, `unknown operator: ${operator}`);
  }
}

function positive(test: Test): FieldTest {
  return { test, leaf: true, negated: false };
}

function negative(test: Test): FieldTest {
  return { test, leaf: true, negated: true };
}

function equality(operand: unknown, collation: CompareStrings | undefined): Test {
  if (operand === null) return (value) => value === undefined || value === null;
  if ((typeof operand === 'string' && collation === undefined) || typeof operand === 'boolean')
    return (value) => value === operand;
  return (value) => value !== undefined && compareValues(value, operand, collation) === 0;
}

function membership(operator: string, operand: unknown, collation: CompareStrings | undefined): Test {
  if (!Array.isArray(operand)) fail(2, `${operator} needs an array`);
  if (operand.some(isOperatorDocument)) fail(2, `cannot nest $ under ${operator}`);
  if (collation !== undefined) {
    const tests = operand.map((entry) =>
      entry instanceof BSONRegExp ? regexTest(entry) : equality(entry, collation),
    );
    return (value, state) => tests.some((test) => test(value, state));
  }
  const patterns = operand.filter((entry) => entry instanceof BSONRegExp).map(regexTest);
  const keys = new Set(operand.map(valueKey));
  const missing = keys.has(valueKey(null));
  return (value, state) =>
    (value === undefined ? missing : keys.has(valueKey(value))) ||
    patterns.some((test) => test(value, state));
}

/** Compares within one type only; null compares as equal to null and missing, NaN only to NaN. */
function comparison(operator: string, operand: unknown, collation: CompareStrings | undefined): Test {
  if (operand instanceof BSONRegExp) fail(2, `Can't have RegEx as arg to predicate over field`);
  if (operand === undefined) fail(2, 'cannot compare to undefined');
  const orEqual = operator.endsWith('e');
  const sign = operator.startsWith('$g') ? 1 : -1;
  if (operand === null) return (value) => orEqual && (value === null || value === undefined);
  const rank = rankOf(operand);
  const extreme = rank === -1 || rank === 127;
  if (isNaNValue(operand)) return (value) => orEqual && value !== undefined && isNaNValue(value);
  return (value) => {
    if (value === undefined || (!extreme && (rankOf(value) !== rank || isNaNValue(value)))) return false;
    const order = compareValues(value, operand, collation);
    return order === 0 ? orEqual : order === sign;
  };
}

function typeTest(argument: unknown): Test {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map((entry: unknown) => {
    if (isNumeric(entry)) {
      const name = typeNumbers.get(toDouble(entry));
      if (name === undefined) fail(2, `Invalid numerical type code: ${String(entry)}`);
      return name;
    }
    if (typeof entry !== 'string') fail(14, 'type must be represented as a number or a string');
    if (entry !== 'number' && ![...typeNumbers.values()].includes(entry)) {
      fail(2, `Unknown type name alias: ${entry}`);
    }
    return entry;
  });
  if (wanted.length === 0) fail(9, '$type must match at least one type');
  return (value) => wanted.includes(typeName(value)) || (wanted.includes('number') && isNumeric(value));
}

function modulo(argument: unknown): Test {
  if (!Array.isArray(argument) || argument.length !== 2) {
    fail(2, 'malformed mod, needs to be an array of two numbers');
  }
  const [divisor, remainder] = argument as unknown[];
  if (!isNumeric(divisor) || !isNumeric(remainder)) fail(2, 'malformed mod, needs numbers');
  const by = Math.trunc(toDouble(divisor));
  const rest = Math.trunc(toDouble(remainder));
  if (by === 0) fail(2, 'divisor cannot be 0');
  return (value) => isNumeric(value) && Math.trunc(toDouble(value)) % by === rest;
}

function elemMatch(argument: unknown, collation: CompareStrings | undefined, inner: CompileInner): Test {
  if (!isDocument(argument)) fail(2, '$elemMatch needs an Object');
  const first = Object.keys(argument)[0] as string;
  let accepts: (element: unknown) => boolean;
  if (isOperatorDocument(argument) && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const test = valueTest(argument, collation, inner);
    accepts = (element) => test(element, {});
  } else {
    const predicate = inner(argument);
    accepts = (element) => (isDocument(element) || Array.isArray(element)) && predicate(element, {});
  }
  return (value, state) => {
    if (!Array.isArray(value)) return false;
    const position = value.findIndex(accepts);
    if (position < 0) return false;
    state.position = position;
    return true;
  };
}

/** All operators of a condition on one value itself; an array is not looked into. */
function valueTest(conditions: Doc, collation: CompareStrings | undefined, inner: CompileInner): Test {
  const tests = Object.entries(conditions)
    .filter(([operator]) => operator !== '$options')
    .map(([operator, argument]): Test => {
      if (operator === '$not') {
        const all = isOperatorDocument(argument) ? argument : { $eq_or_regex: argument };
        const test = valueTest(all, collation, inner);
        return (value) => !test(value, {});
      }
      if (operator === '$all') refuse('$all inside $elemMatch');
      const { test, negated } = compileFieldTest(operator, argument, conditions, collation, inner);
      return (value) => test(value, {}) !== negated;
    });
  return (value, state) => tests.every((test) => test(value, state));
}

/** A BSON regular expression as one of JavaScript's; the flags both know are i, m, s and u. */
export function compileRegex(regex: BSONRegExp): RegExp {
  for (const flag of regex.options) {
    if (!'imsu'.includes(flag)) refuse(`the regular expression flag '${flag}'`);
  }
  const flags = regex.options.replace('u', '');
  try {
    return new RegExp(regex.pattern, `${flags}u`);
  } catch {
    try {
      return new RegExp(regex.pattern, flags);
    } catch (error) {
      fail(51091, `Regular expression is invalid: ${(error as Error).message}`);
    }
  }
}

function regexTest(regex: BSONRegExp): Test {
  const compiled = compileRegex(regex);
  return (value) => (typeof value === 'string' ? compiled.test(value) : equalValues(value, regex));
}
