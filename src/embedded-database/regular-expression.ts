import type { BSONRegExp } from 'bson';
import { fail, refuse } from './command-error.ts';

/** A BSON regular expression as one of JavaScript's; the flags both know are i, m, s and u. */
export function compileRegex(regex: BSONRegExp): RegExp {
  const foreign = /[^imsu]/.exec(regex.options);
  if (foreign !== null) refuse(`the regular expression flag '${foreign[0]}'`);
  const flags = regex.options.replace('u', '');
  try {
    return new RegExp(regex.pattern, `${flags}u`);
  } catch {
    // MongoDB also takes escapes that a unicode expression of JavaScript's does not.
    try {
      return new RegExp(regex.pattern, flags);
    } catch (error) {
      fail(51091, `Regular expression is invalid: ${(error as Error).message}`);
    }
  }
}
