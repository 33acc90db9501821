import { BSONRegExp } from 'bson';
import { type Doc, isDocument, typeName } from './bson-values.ts';
import type { CompareStrings } from './collation.ts';
import { fail, refuse } from './command-error.ts';
import { compareValues, equalValues, rankOf, typeNames, valueKey } from './compare-values.ts';
import { isNumeric, isWhole, toDouble } from './numbers.ts';

type Collation = CompareStrings | undefined;
/** Compiles an operator with its operand to a test of one value; `conditions` has the operators beside it. */
type Compile = (operand: unknown, collation: Collation, conditions: Doc) => (value: unknown) => boolean;

/** Whether a condition is made of operators, as against a sub-document, such as a reference, to be equal to. */
export function isOperatorDocument(condition: unknown): condition is Doc {
  if (!isDocument(condition) || ('$ref' in condition && '$id' in condition)) return false;
  return Object.keys(condition)[0]?.startsWith('$') ?? false;
}

export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** The operators that look at one value by itself. */
export const filterOperators: Readonly<Record<string, Compile>> = {
  $eq: equals,
  $in: (operand, collation) => {
    if (!Array.isArray(operand)) fail(2, '$in and $nin need an array');
    if (operand.some(isOperatorDocument)) fail(2, 'cannot nest $ under $in or $nin');
    const keys = new Set(operand.map(valueKey));
    const tests = operand.filter(isRegex).map(matches);
    if (collation !== undefined) tests.push(...operand.map((entry) => equals(entry, collation)));
    return (value) => keys.has(valueKey(value ?? null)) || tests.some((test) => test(value));
  },
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $exists: () => (value) => value !== undefined,
  $type: (operand) => {
    const wanted = [operand].flat();
    if (wanted.length === 0) fail(9, '$type must match at least one type');
    for (const name of wanted)
      if (!['number', ...typeNames].includes(name as string)) refuse(`the type ${String(name)} in $type`);
    return (value) => wanted.includes(typeName(value)) || (wanted.includes('number') && isNumeric(value));
  },
  $size: (operand) => {
    if (!isNumeric(operand) || !isWhole(operand) || toDouble(operand) < 0)
      fail(2, 'Failed to parse $size. Expected a non-negative integer');
    return (value) => Array.isArray(value) && value.length === toDouble(operand);
  },
  $regex: (operand, _, { $options }) => {
    if (typeof operand !== 'string' && !isRegex(operand)) fail(2, '$regex has to be a string');
    const { pattern, options } = isRegex(operand) ? operand : { pattern: operand, options: '' };
    const flags = $options ?? options;
    if (pattern.includes('\0')) fail(2, '$regex cannot contain null bytes');
    if (options !== '' && $options !== undefined) fail(51074, 'options set in both $regex and $options');
    if (typeof flags !== 'string' || /[^imsux]/.test(flags))
      fail(51108, '$options has to be of i, m, s, u and x');
    return matches(new BSONRegExp(pattern, flags));
  },
};

function equals(operand: unknown, collation: Collation) {
  if (operand === null) return (value: unknown) => value === undefined || value === null;
  return (value: unknown) => compareValues(value, operand, collation) === 0;
}

/** Compares within one type only; null compares as equal to null and missing, NaN only to NaN. */
function comparison(holds: (order: number) => boolean): Compile {
  return (operand, collation) => {
    if (isRegex(operand)) fail(2, "Can't have RegEx as arg to predicate over field");
    const isEqual = equals(operand, collation);
    if (operand === null || Number.isNaN(operand)) return (value) => holds(0) && isEqual(value);
    const rank = rankOf(operand);
    return (value) =>
      rankOf(value) === rank && !Number.isNaN(value) && holds(compareValues(value, operand, collation));
  };
}

function matches(regex: BSONRegExp) {
  const compiled = compileRegex(regex);
  return (value: unknown) => (typeof value === 'string' ? compiled.test(value) : equalValues(value, regex));
}

/** What `\s` and `\S` are to PCRE, which MongoDB uses, between the brackets of a set: of ASCII alone. */
const spaces: Readonly<Record<string, string>> = { s: ' \\t-\\r', S: '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}' };

/**
 * A BSON regular expression as one of JavaScript's that finds the same, but that `\w` and `\b` under the flag `i`
 * count ſ and the Kelvin sign among the letters. What only one of the two knows, or both know as different things,
 * is refused by name. Source: the manuals of PCRE2 (pcre2pattern) and of ECMAScript.
 */
export function compileRegex({ pattern, options }: BSONRegExp): RegExp {
  const foreign = /[^imsu]/.exec(options);
  if (foreign !== null) refuse(`the regular expression flag '${foreign[0]}'`);
  const [multiline, dotAll] = [options.includes('m'), options.includes('s')];
  let inSet = false;
  const tokens = /\\(x[\da-f]{2}|.)|\[(?:\^?\]|([:=.])(?=[^\]]*?\2\]))?|[\].^$]/gisu;
  const translated = pattern.replace(tokens, (token: string, escaped = '') => {
    const space = spaces[escaped];
    // The empty set on both sides keeps a hyphen beside it from making a range.
    if (space !== undefined) return inSet ? `\\P{Any}${space}\\P{Any}` : `[${space}]`;
    if (escaped !== '' && !/^[dDwWbBnrtf]$|^x./.test(escaped)) {
      if (/[a-z\d]/i.test(escaped)) refuse(`${token} in a regular expression`);
      return `\\u{${escaped.codePointAt(0)!.toString(16)}}`;
    }
    if (/^\[./.test(token) && !(inSet && token.endsWith(']'))) refuse(`${token} in a regular expression`);
    const wasInSet = inSet;
    if (token === '[' || token.endsWith(']')) inSet = token === '[';
    if (inSet || wasInSet) return token;
    if (token === '.') return dotAll ? '[^]' : '[^\\n]';
    if (token === '^' && multiline) return '(?<![^\\n])(?!(?<=\\n)$)';
    return token === '$' ? `(?=\\n${multiline ? '|' : '?'}$)` : token;
  });
  try {
    return new RegExp(translated, `${options.replace(/[msu]/g, '')}u`);
  } catch (error) {
    return refuse(`the regular expression /${pattern}/: ${(error as Error).message}`);
  }
}
