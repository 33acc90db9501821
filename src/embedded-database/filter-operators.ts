import { BSONRegExp } from 'bson';
import { type Doc, isDocument, typeName, typeNumbers } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues, isNaNValue, rankOf, valueKey } from './compare-values.ts';
import { isNumeric, isWhole, toDouble } from './numbers.ts';
import type { MatchState } from './paths.ts';
import { compileRegex } from './regular-expression.ts';

type Test = (value: unknown, state: MatchState) => boolean;
type Collation = CompareStrings | undefined;
type CompileInner = (filter: Doc) => (document: unknown, state: MatchState) => boolean;

/** What one operator asks of the values at a path. */
export interface FieldTest {
  test: Test;
  /** Whether an array at the end of the path is also tried element by element. */
  leaf: boolean;
  /** Whether the operator holds when no value passes the test. */
  negated: boolean;
}

const unsupported = (
  '$near $nearSphere $geoWithin $geoIntersects $within $maxDistance $minDistance ' +
  '$bitsAllSet $bitsAllClear $bitsAnySet $bitsAnyClear'
).split(' ');

/** Whether a condition is made of operators, as against a sub-document to be equal to. */
export function isOperatorDocument(condition: unknown): condition is Doc {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first?.startsWith('$') === true && !['$ref', '$id', '$db'].includes(first);
}

export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** Compiles one operator; `$equals` is what a bare value means: equality, or a match where it is a regex. */
export function compileTest(
  operator: string,
  argument: unknown,
  all: Doc,
  collation: Collation,
  inner: CompileInner,
): FieldTest {
  const positive = (test: Test): FieldTest => ({ test, leaf: true, negated: false });
  const whole = (test: Test): FieldTest => ({ test, leaf: false, negated: false });
  switch (operator) {
    case '$equals':
      return positive(isRegex(argument) ? regexTest(argument) : equality(argument, collation));
    case '$eq':
      return positive(equality(argument, collation));
    case '$ne':
      if (isRegex(argument)) fail(2, "Can't have regex as arg to $ne.");
      return { ...positive(equality(argument, collation)), negated: true };
    case '$in':
    case '$nin':
      return { ...positive(membership(operator, argument, collation)), negated: operator === '$nin' };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return positive(comparison(operator, argument, collation));
    case '$exists': {
      const no = argument === false || argument === null || (isNumeric(argument) && toDouble(argument) === 0);
      return { ...whole((value) => value !== undefined), negated: no };
    }
    case '$type':
      return positive(typeTest(argument));
    case '$size': {
      if (!isNumeric(argument) || !isWhole(argument) || toDouble(argument) < 0)
        fail(2, 'Failed to parse $size. Expected a non-negative integer');
      const size = toDouble(argument);
      return whole((value) => Array.isArray(value) && value.length === size);
    }
    case '$mod':
      return positive(modulo(argument));
    case '$regex': {
      if (typeof argument !== 'string' && !isRegex(argument)) fail(2, '$regex has to be a string');
      const [pattern, flags] = isRegex(argument) ? [argument.pattern, argument.options] : [argument, ''];
      return positive(regexTest(new BSONRegExp(pattern, String(all['$options'] ?? flags))));
    }
    case '$elemMatch':
      return whole(elemMatch(argument, collation, inner));
    default:
      if (unsupported.includes(operator)) refuse(operator);
      fail(2, `unknown operator: ${operator}`);
  }
}

function equality(operand: unknown, collation: Collation): Test {
  if (operand === null) return (value) => value === undefined || value === null;
  if ((typeof operand === 'string' && collation === undefined) || typeof operand === 'boolean')
    return (value) => value === operand;
  return (value) => value !== undefined && compareValues(value, operand, collation) === 0;
}

function membership(operator: string, operand: unknown, collation: Collation): Test {
  if (!Array.isArray(operand)) fail(2, `${operator} needs an array`);
  if (operand.some(isOperatorDocument)) fail(2, `cannot nest $ under ${operator}`);
  const tests = operand
    .filter((entry) => isRegex(entry) || collation !== undefined)
    .map((entry) => (isRegex(entry) ? regexTest(entry) : equality(entry, collation)));
  const keys = new Set(operand.map(valueKey));
  const missing = keys.has(valueKey(null));
  return (value, state) =>
    (value === undefined ? missing : keys.has(valueKey(value))) || tests.some((test) => test(value, state));
}

/** Compares within one type only; null compares as equal to null and missing, NaN only to NaN. */
function comparison(operator: string, operand: unknown, collation: Collation): Test {
  if (isRegex(operand)) fail(2, `Can't have RegEx as arg to predicate over field`);
  if (operand === undefined) fail(2, 'cannot compare to undefined');
  const orEqual = operator.endsWith('e');
  const sign = operator.startsWith('$g') ? 1 : -1;
  if (operand === null) return (value) => orEqual && (value === null || value === undefined);
  if (isNaNValue(operand)) return (value) => orEqual && isNaNValue(value);
  const rank = rankOf(operand);
  const extreme = rank === -1 || rank === 127;
  return (value) => {
    if (value === undefined || (!extreme && (rankOf(value) !== rank || isNaNValue(value)))) return false;
    const order = compareValues(value, operand, collation);
    return order === 0 ? orEqual : Math.sign(order) === sign;
  };
}

function typeTest(argument: unknown): Test {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map((entry: unknown): string => {
    const name = isNumeric(entry) ? typeNumbers.get(toDouble(entry)) : entry;
    if (name === undefined) fail(2, `Invalid numerical type code: ${String(entry)}`);
    if (typeof name !== 'string') fail(14, 'type must be represented as a number or a string');
    if (name !== 'number' && ![...typeNumbers.values()].includes(name))
      fail(2, `Unknown type name alias: ${name}`);
    return name;
  });
  if (wanted.length === 0) fail(9, '$type must match at least one type');
  return (value) => wanted.includes(typeName(value)) || (wanted.includes('number') && isNumeric(value));
}

function modulo(argument: unknown): Test {
  const [divisor, remainder, ...more] = (Array.isArray(argument) ? argument : []) as unknown[];
  if (!isNumeric(divisor) || !isNumeric(remainder) || more.length > 0)
    fail(2, 'malformed mod, needs to be an array of two numbers');
  const [by, rest] = [Math.trunc(toDouble(divisor)), Math.trunc(toDouble(remainder))];
  if (by === 0) fail(2, 'divisor cannot be 0');
  return (value) => isNumeric(value) && Math.trunc(toDouble(value)) % by === rest;
}

function elemMatch(argument: unknown, collation: Collation, inner: CompileInner): Test {
  if (!isDocument(argument)) fail(2, '$elemMatch needs an Object');
  const first = Object.keys(argument)[0] as string;
  const onValues = isOperatorDocument(argument) && !['$and', '$or', '$nor', '$expr'].includes(first);
  const test = onValues ? valueTest(argument, collation, inner) : inner(argument);
  const accepts = (element: unknown): boolean =>
    (onValues || isDocument(element) || Array.isArray(element)) && test(element, {});
  return (value, state) => {
    const position = Array.isArray(value) ? value.findIndex(accepts) : -1;
    if (position >= 0) state.position = position;
    return position >= 0;
  };
}

/** All operators of a condition on one value itself; an array is not looked into. */
function valueTest(conditions: Doc, collation: Collation, inner: CompileInner): Test {
  const tests = Object.entries(conditions).map(([operator, argument]): Test => {
    if (operator === '$options') return () => true;
    if (operator === '$all') refuse('$all inside $elemMatch');
    if (operator === '$not') {
      const test = valueTest(
        isOperatorDocument(argument) ? argument : { $equals: argument },
        collation,
        inner,
      );
      return (value) => !test(value, {});
    }
    const { test, negated } = compileTest(operator, argument, conditions, collation, inner);
    return (value) => test(value, {}) !== negated;
  });
  return (value, state) => tests.every((test) => test(value, state));
}

function regexTest(regex: BSONRegExp): Test {
  const compiled = compileRegex(regex);
  return (value) => (typeof value === 'string' ? compiled.test(value) : equalValues(value, regex));
}
