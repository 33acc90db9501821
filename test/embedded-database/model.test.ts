import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Loose, withDatabase } from './with-database.ts';

/**
 * A small model of a collection with a unique sparse index on `u`: plain objects and the plainest reading of what
 * the manual says of each operator. Whatever members' code does to the database, both have to end up the same.
 */
class Model {
  documents = new Map<number, Loose>();

  insert(document: Loose): boolean {
    const id = document._id as number;
    return !this.documents.has(id) && this.#put(id, document);
  }

  update(id: number, operator: string, field: string, value: unknown): boolean {
    const before = this.documents.get(id);
    if (before === undefined) return true;
    const after: Loose = structuredClone(before);
    const list = field === 'l' ? ((after['l'] as number[] | undefined) ?? []) : [];
    const number = value as number;
    switch (operator) {
      case '$set':
        after[field] = value;
        break;
      case '$unset':
        delete after[field];
        break;
      case '$inc':
        after[field] = (after[field] ?? 0) + number;
        break;
      case '$mul':
        after[field] = (after[field] ?? 0) * number + 0;
        break;
      case '$min':
        after[field] = field in after ? Math.min(after[field], number) : number;
        break;
      case '$max':
        after[field] = field in after ? Math.max(after[field], number) : number;
        break;
      case '$rename':
        if (field in after) {
          after['renamed'] = after[field];
          delete after[field];
        }
        break;
      case '$push':
        after['l'] = [...list, number];
        break;
      case '$addToSet':
        after['l'] = list.includes(number) ? list : [...list, number];
        break;
      case '$pull':
        if ('l' in after) after['l'] = list.filter((element) => element !== number);
        break;
      case '$pop':
        if ('l' in after) after['l'] = number > 0 ? list.slice(0, -1) : list.slice(1);
        break;
    }
    return this.#put(id, after);
  }

  #put(id: number, document: Loose): boolean {
    for (const [other, { u }] of this.documents)
      if (other !== id && u !== undefined && u === document['u']) return false;
    this.documents.set(id, document);
    return true;
  }
}

const id = fc.integer({ min: 0, max: 4 });
const small = fc.integer({ min: -3, max: 3 });
const step = fc.oneof(
  fc.record({ do: fc.constant('insert' as const), id, n: small, u: fc.option(small, { nil: undefined }) }),
  fc.record({ do: fc.constant('delete' as const), id }),
  fc.record({
    do: fc.constant('update' as const),
    id,
    operator: fc.constantFrom('$set', '$unset', '$inc', '$mul', '$min', '$max', '$rename'),
    field: fc.constantFrom('n', 'u'),
    value: small,
  }),
  fc.record({
    do: fc.constant('update' as const),
    id,
    operator: fc.constantFrom('$push', '$addToSet', '$pull', '$pop'),
    field: fc.constant('l'),
    value: fc.constantFrom(1, -1),
  }),
);

const { collection, client } = withDatabase();

describe('the database and a small model of it', () => {
  it('agree after any sequence of writes, in a transaction or not, aborted or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('alone', 'aborted'),
        async (steps, mode) => {
          const c = collection();
          await c.createIndex({ u: 1 }, { unique: true, sparse: true });
          await c.createIndexes([{ key: { n: 1 } }, { key: { l: 1 } }]);
          const model = new Model();
          for (const step of steps) {
            const write = async (session?: ReturnType<ReturnType<typeof client>['startSession']>) => {
              const options = session === undefined ? {} : { session };
              if (step.do === 'insert') {
                const document: Loose = {
                  _id: step.id,
                  n: step.n,
                  ...(step.u !== undefined && { u: step.u }),
                };
                return c.insertOne(document, options);
              }
              if (step.do === 'delete') return c.deleteOne({ _id: step.id }, options);
              const argument = step.operator === '$rename' ? 'renamed' : step.value;
              return c.updateOne(
                { _id: step.id },
                { [step.operator]: { [step.field]: argument } } as never,
                options,
              );
            };
            if (mode === 'aborted') {
              // Done once in vain: an aborted transaction must leave no trace.
              const session = client().startSession();
              session.startTransaction();
              await write(session).catch(() => undefined);
              await session.abortTransaction();
              await session.endSession();
            }
            let accepted = true;
            if (step.do === 'insert') {
              const document: Loose = { _id: step.id, n: step.n, ...(step.u !== undefined && { u: step.u }) };
              accepted = model.insert(document);
            } else if (step.do === 'delete') model.documents.delete(step.id);
            else accepted = model.update(step.id, step.operator, step.field, step.value);
            const code = await write().then(
              () => undefined,
              (error) => error.code,
            );
            expect(code).toBe(accepted ? undefined : 11000);
          }
          const expected = [...model.documents.values()].sort((a, b) => Number(a._id) - Number(b._id));
          expect(await c.find().sort({ _id: 1 }).toArray()).toEqual(expected);
          for (const key of ['n', 'u', 'l']) {
            // Found by each index as without it.
            const byIndex = await c
              .find({ [key]: { $gte: -100 } })
              .hint({ [key]: 1 })
              .toArray();
            const wanted = expected.filter((document) =>
              key === 'l' ? document['l']?.length > 0 : key in document,
            );
            expect(byIndex.map(({ _id }) => _id).sort()).toEqual(wanted.map(({ _id }) => _id));
          }
          await c.drop();
        },
      ),
      { numRuns: 60 },
    );
  });
});
