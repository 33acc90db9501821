import type { Doc } from './bson-values.ts';

const codeNames: Record<number, string> = Object.fromEntries(
  (
    '2 BadValue,8 UnknownError,9 FailedToParse,13 Unauthorized,14 TypeMismatch,16 InvalidLength,' +
    '26 NamespaceNotFound,27 IndexNotFound,28 PathNotViable,40 ConflictingUpdateOperators,43 CursorNotFound,' +
    '48 NamespaceExists,50 MaxTimeMSExpired,52 DollarPrefixedFieldName,53 InvalidIdField,' +
    '54 NotSingleValueField,56 EmptyFieldName,59 CommandNotFound,66 ImmutableField,67 CannotCreateIndex,' +
    '72 InvalidOptions,73 InvalidNamespace,85 IndexOptionsConflict,86 IndexKeySpecsConflict,' +
    '91 ShutdownInProgress,100 UnsatisfiableWriteConcern,111 NotExactValueField,112 WriteConflict,171 CannotIndexParallelArrays,' +
    '197 InvalidIndexSpecificationOption,225 TransactionTooOld,238 NotImplemented,251 NoSuchTransaction,' +
    '256 TransactionCommitted,263 OperationNotSupportedInTransaction,323 APIStrictError,' +
    '10334 BSONObjectTooLarge,11000 DuplicateKey,11601 Interrupted'
  )
    .split(',')
    .map((entry) => entry.split(' ') as [string, string]),
);

/** An error with the code, name and further fields that a MongoDB server would answer with. */
export class CommandError extends Error {
  readonly code: number;
  readonly extra: Doc;
  readonly labels: string[];

  constructor(code: number, message: string, extra: Doc = {}, labels: string[] = []) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.extra = extra;
    this.labels = labels;
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`;
  }
}

/** Fails as a MongoDB server would, by its code. */
export function fail(code: number, message: string): never {
  throw new CommandError(code, message);
}

/** Says by name what this database cannot do; a thing is refused rather than ignored or half done. */
export function refuse(what: string): never {
  fail(238, `The embedded database does not support ${what}`);
}
