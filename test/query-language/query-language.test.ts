import { Binary, Double, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Doc, decode, encode } from '#query-language/bson-values';
import { compareValues, equalValues, identicalValues, valueKey } from '#query-language/compare-values';
import { Scope } from '#query-language/expression';
import { compileFilter } from '#query-language/filter';
import { compileSort } from '#query-language/sort-keys';
import { compileReshape } from '#query-language/reshape';
import { compileUpdate } from '#query-language/update';

const numbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -3, max: 3 }).map((whole) => new Double(whole)),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.constantFrom(Number.NaN, -0.5, 0.5, 2 ** 53, -(2 ** 63), Number.POSITIVE_INFINITY),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n)),
);
const scalars = fc.oneof(
  { weight: 4, arbitrary: numbers },
  fc.constantFrom('', 'a', 'A', 'ä', 'b', '\uffff', '😀'),
  fc.constantFrom(null, true, false),
  fc.integer({ min: 0, max: 3 }).map((time) => new Date(time)),
  fc.integer({ min: 0, max: 3 }).map((i) => new Timestamp({ t: i >> 1, i })),
  fc.constantFrom('0', '1').map((digit) => new ObjectId(digit.repeat(24))),
  fc.uint8Array({ maxLength: 2 }).map((bytes) => new Binary(bytes)),
);
const fields = fc.constantFrom('a', 'b', 'c');
const { value: values } = fc.letrec<{ value: unknown; document: Doc }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalars, fc.array(tie('value'), { maxLength: 3 }), tie('document')),
  document: fc.dictionary(fields, tie('value'), { maxKeys: 3 }),
}));
/** Documents as they are kept: what the wire or the log has gone through. */
const documents = fc.dictionary(fields, values, { maxKeys: 3 }).map((document) => decode(encode(document)));
const scope = new Scope(undefined, { NOW: new Date(0) });
const matches = (filter: Doc) => {
  const predicate = compileFilter(filter, scope);
  return (document: Doc) => predicate(document, {});
};

describe('BSON values', () => {
  it('are in one order, whichever three are compared', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [ab, bc, ac] = [compareValues(a, b), compareValues(b, c), compareValues(a, c)].map(Math.sign);
        expect(Math.sign(compareValues(b, a))).toBe(-ab! || 0);
        if (ab! <= 0 && bc! <= 0) expect(ac).toBe(Math.min(ab!, bc!) || 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('have the same key exactly when they are equal', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(valueKey(a) === valueKey(b)).toBe(equalValues(a, b));
      }),
      { numRuns: 3000, examples: [[-(2 ** 63), -(2n ** 63n)]] },
    );
  });

  it('come through the wire as they were, down to the kind of number', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(identicalValues(decode(encode(document)), document)).toBe(true);
      }),
    );
  });

  it('sort documents as they are ordered themselves, backwards too', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        const order = Math.sign(compareValues(a, b));
        expect(Math.sign(compileSort({ v: 1 })({ v: a }, { v: b }))).toBe(order);
        expect(Math.sign(compileSort({ v: -1 })({ v: a }, { v: b })) || 0).toBe(-order || 0);
      }),
    );
  });
});

describe('a filter', () => {
  it('finds a document by any of its values', () => {
    fc.assert(
      fc.property(documents, fields, (document, field) => {
        expect(matches({ [field]: { $eq: document[field] ?? null } })(document)).toBe(true);
        expect(matches({ [field]: { $in: [document[field] ?? null, 'other'] } })(document)).toBe(true);
      }),
    );
  });

  it('and its opposite share no document, and miss none', () => {
    const opposites = fc.tuple(fields, values).map(([field, value]): [Doc, Doc][] => [
      [{ [field]: { $eq: value } }, { [field]: { $ne: value } }],
      [{ [field]: { $in: [value, 1] } }, { [field]: { $nin: [value, 1] } }],
      [{ [field]: { $gte: value } }, { [field]: { $not: { $gte: value } } }],
      [{ [field]: { $exists: true } }, { [field]: { $exists: false } }],
      [{ $or: [{ [field]: { $lt: value } }] }, { $nor: [{ [field]: { $lt: value } }] }],
    ]);
    fc.assert(
      fc.property(documents, opposites, (document, pairs) => {
        for (const [filter, opposite] of pairs)
          expect(matches(opposite)(document)).toBe(!matches(filter)(document));
      }),
    );
  });
});

describe('an update', () => {
  const path = fc
    .tuple(fields, fc.option(fields))
    .map(([outer, inner]) => (inner ? `${outer}.${inner}` : outer));
  const frozen = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || '_bsontype' in value) return;
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  };
  const attempt = (update: unknown, document: Doc): Doc | undefined => {
    try {
      return compileUpdate(update, undefined, scope).apply(document, {}, false);
    } catch (error) {
      // A field of what is no document, say. Anything but a refusal is a bug.
      expect(error).toMatchObject({ name: 'CommandError' });
      return undefined;
    }
  };
  const updates = fc
    .tuple(path, values)
    .map(([at, value]) => [
      { $set: { [at]: value } },
      { $unset: { [at]: '' } },
      { $push: { [at]: value } },
      { $min: { [at]: value } },
      { $pull: { [at]: value } },
      [{ $set: { [at]: { $literal: value } } }],
      [{ $unset: at }],
    ]);

  it('leaves the document it is given as it was', () => {
    fc.assert(
      fc.property(documents, updates, (document, several) => {
        frozen(document);
        for (const update of several) attempt(update, document);
      }),
    );
  });

  it('done twice is as done once, where it says what is to be', () => {
    fc.assert(
      fc.property(documents, updates, (document, [set, unset]) => {
        for (const update of [set, unset]) {
          const once = attempt(update, { _id: 1, ...document });
          if (once) expect(identicalValues(attempt(update, once), once)).toBe(true);
        }
      }),
    );
  });

  it('sets what is then found there, and what it unset is no longer', () => {
    fc.assert(
      fc.property(documents, fields, scalars, (document, field, value) => {
        const set = attempt({ $set: { [field]: value } }, document)!;
        expect(matches({ [field]: { $eq: value } })(set)).toBe(true);
        const unset = attempt({ $unset: { [field]: '' } }, set)!;
        expect(matches({ [field]: { $exists: true } })(unset)).toBe(false);
      }),
    );
  });
});

describe('a projection', () => {
  it('and its opposite give the whole document between them', () => {
    fc.assert(
      fc.property(documents, fields, (document, field) => {
        const kept = compileReshape('$project', { [field]: 1, _id: 0 }, scope)!(document);
        const rest = compileReshape('$project', { [field]: 0 }, scope)!(document);
        expect(Object.keys(kept)).toEqual(Object.keys(document).filter((name) => name === field));
        expect(Object.keys(rest)).toEqual(Object.keys(document).filter((name) => name !== field));
        for (const [name, value] of Object.entries({ ...kept, ...rest }))
          expect(identicalValues(value, document[name])).toBe(true);
      }),
    );
  });
});
