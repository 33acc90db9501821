import type { Loose } from '../with-database.ts';
import { now, type Operation, type Outcome } from './operations.ts';

/**
 * A small model of what MongoDB's manual says of these operations, in plain objects and loops and with nothing of
 * the database's own code: what it knows of filters, order, updates and indexes is all on this page.
 */
export class ReferenceModel {
  #documents = new Map<number, Loose>();

  perform(operation: Operation): Outcome {
    try {
      return { answer: this.#answer(operation) };
    } catch (error) {
      if (error instanceof Refusal) return { code: error.code };
      throw error;
    }
  }

  #answer(operation: Operation): unknown {
    switch (operation.do) {
      case 'insert': {
        const { document } = operation;
        if (this.#documents.has(document._id as number)) throw new Refusal(11000);
        return this.#put(structuredClone(document));
      }
      case 'update':
        return this.#update(operation);
      case 'delete': {
        const found = this.#find(operation.filter).slice(0, operation.multi ? undefined : 1);
        for (const { _id } of found) this.#documents.delete(_id as number);
        return found.length;
      }
      case 'find': {
        const { filter, sort, projection, skip, limit } = operation;
        const found = this.#find(filter, sort).slice(skip, limit === 0 ? undefined : skip + limit);
        return found.map((document) => project(document, projection));
      }
      case 'modify': {
        const { filter, sort, update, upsert, after } = operation;
        const [found] = this.#find(filter, sort);
        if (update === 'remove') {
          if (found !== undefined) this.#documents.delete(found._id as number);
          return found ?? null;
        }
        const only = { _id: found?._id ?? filter._id } as Loose;
        if (found === undefined && !upsert) return null;
        this.#update({ do: 'update', filter: only, update, multi: false, upsert });
        return (after ? this.#documents.get(only._id as number) : found) ?? null;
      }
      case 'aggregate':
        return this.#aggregate(operation.pipeline);
      case 'count':
        return this.#find(operation.filter).length;
      case 'distinct': {
        const values = this.#find(operation.filter).flatMap(
          (document) => at(document, operation.key) as unknown,
        );
        return [...new Set(values.filter((v) => v !== undefined).map((v) => JSON.stringify(v)))].sort();
      }
      case 'expire':
        for (const { _id, at: date } of [...this.#documents.values()])
          if (date instanceof Date && date.getTime() <= now - 10_000) this.#documents.delete(_id as number);
        return undefined;
      case 'transaction':
        return this.#transaction(operation);
    }
  }

  #find(filter: Loose, sort: Loose = {}): Loose[] {
    const order = (x: Loose, y: Loose): number => {
      for (const [path, direction] of Object.entries(sort) as [string, 1 | -1][]) {
        const difference = compare(sortKey(x, path, direction), sortKey(y, path, direction)) * direction;
        if (difference !== 0) return difference;
      }
      return 0;
    };
    return [...this.#documents.values()].filter((document) => matches(document, filter)).sort(order);
  }

  /** A document in its place, unless a unique index objects. */
  #put(document: Loose): unknown {
    for (const [id, other] of this.#documents) {
      if (id === document._id) continue;
      if (document['u'] !== undefined && other['u'] === document['u']) throw new Refusal(11000);
      const live = document['live'] === true && other['live'] === true;
      if (live && (document['p'] ?? null) === (other['p'] ?? null)) throw new Refusal(11000);
    }
    this.#documents.set(document._id as number, document);
    return document._id;
  }

  #update({ filter, update, multi, upsert, filters }: Operation & { do: 'update' }): unknown {
    checkUpdate(update);
    const found = this.#find(filter).slice(0, multi ? undefined : 1);
    if (found.length === 0 && upsert) {
      const upsertedId = this.#put(changed({ _id: filter._id as number }, update, {}, true, filters));
      return { matchedCount: 0, modifiedCount: 0, upsertedId };
    }
    let modifiedCount = 0;
    for (const document of found) {
      const after = changed(document, update, filter, false, filters);
      if (JSON.stringify(sorted(after)) === JSON.stringify(sorted(document))) continue;
      modifiedCount++;
      this.#put(after);
    }
    return { matchedCount: found.length, modifiedCount, upsertedId: null };
  }

  #aggregate([first, second, third]: Loose[]): unknown {
    const found = this.#find(first?.['$match']);
    if (second?.['$count'] !== undefined) return found.length === 0 ? [] : [{ count: found.length }];
    if (third?.['$project'] !== undefined) {
      return found
        .sort((x, y) => Number(x._id) - Number(y._id))
        .map(({ _id, a, n, d }) => ({
          _id,
          next: typeof n === 'number' ? n + 1 : null,
          kind: a === undefined ? 'missing' : a === null ? 'null' : typeof a === 'number' ? 'int' : 'string',
          x: d?.x ?? 'none',
          more: compare(a, 0) > 0,
        }));
    }
    const groups = new Map<unknown, Loose[]>();
    for (const document of found) {
      const key: unknown = document['a'] ?? null;
      groups.set(key, [...(groups.get(key) ?? []), document]);
    }
    return [...groups]
      .sort(([x], [y]) => compare(x, y))
      .map(([_id, members]) => {
        const numbers = members.map(({ n }) => n).filter((n): n is number => typeof n === 'number');
        const total = numbers.reduce((sum, n) => sum + n, 0);
        return {
          _id,
          count: members.length,
          total,
          most: numbers.length === 0 ? null : Math.max(...numbers),
          least: _id,
        };
      });
  }

  #transaction({ writes, rival, commit }: Operation & { do: 'transaction' }): unknown {
    const before = new Map(this.#documents);
    const outcomes: unknown[] = [];
    for (const write of writes) {
      const outcome = this.perform(write);
      outcomes.push('code' in outcome ? outcome : outcome.answer);
      if (!('code' in outcome)) continue;
      this.#documents = before;
      return outcomes;
    }
    outcomes.push([...before.values()].sort((x, y) => Number(x._id) - Number(y._id)));
    const theirs = before.get(rival);
    const written = theirs !== this.#documents.get(rival);
    outcomes.push(theirs === undefined ? 0 : written ? { code: 112 } : 1);
    const after = commit ? this.#documents : before;
    if (theirs !== undefined && !written) after.set(rival, { ...theirs, n: (theirs['n'] ?? 0) + 1 });
    this.#documents = after;
    return outcomes;
  }
}

class Refusal extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

function at(document: Loose, path: string): unknown {
  return path === 'd.x' ? document['d']?.x : document[path];
}

/** The order of types: the key of an empty array, missing and null, numbers, strings, documents, arrays, booleans. */
function rank(v: unknown): number {
  if (v === Number.NEGATIVE_INFINITY) return -1;
  if (v === undefined || v === null) return 0;
  if (typeof v === 'number') return 1;
  if (typeof v === 'string') return 2;
  return Array.isArray(v) ? 4 : typeof v === 'boolean' ? 5 : 3;
}

function compare(x: unknown, y: unknown): number {
  if (rank(x) !== rank(y)) return rank(x) - rank(y);
  if (rank(x) === 0) return 0;
  return (x as number) < (y as number) ? -1 : x === y ? 0 : 1;
}

/** An array sorts by its least or greatest element; an empty one before everything. */
function sortKey(document: Loose, path: string, direction: 1 | -1): unknown {
  const found = at(document, path);
  if (!Array.isArray(found)) return found;
  if (found.length === 0) return Number.NEGATIVE_INFINITY;
  return direction === 1 ? Math.min(...found) : Math.max(...found);
}

function matches(document: Loose, filter: Loose): boolean {
  return Object.entries(filter).every(([key, test]) => {
    const branches = (): boolean[] => (test as Loose[]).map((branch) => matches(document, branch));
    if (key === '$and') return branches().every(Boolean);
    if (key === '$or') return branches().some(Boolean);
    if (key === '$nor') return !branches().some(Boolean);
    const operators = typeof test === 'object' && test !== null ? (test as Loose) : { $eq: test };
    return Object.entries(operators).every(([operator, operand]) =>
      holds(at(document, key), operator, operand as never),
    );
  });
}

function equal(v: unknown, operand: unknown): boolean {
  return operand === null ? v === undefined || v === null : v === operand;
}

function holds(found: unknown, operator: string, operand: never): boolean {
  const any = (test: (v: never) => boolean): boolean =>
    (Array.isArray(found) ? [...found, found] : [found]).some((v) => test(v as never));
  switch (operator) {
    case '$eq':
      return any((v) => equal(v, operand));
    case '$ne':
      return !any((v) => equal(v, operand));
    case '$in':
      return (operand as unknown[]).some((each) => any((v) => equal(v, each)));
    case '$nin':
      return !(operand as unknown[]).some((each) => any((v) => equal(v, each)));
    case '$all':
      return (operand as unknown[]).every((each) => any((v) => equal(v, each)));
    case '$exists':
      return (found !== undefined) === operand;
    case '$not':
      return !Object.entries(operand).every(([inner, value]) => holds(found, inner, value as never));
    case '$size':
      return Array.isArray(found) && found.length === operand;
    case '$elemMatch': {
      const tests = Object.entries(operand) as [string, never][];
      return (
        Array.isArray(found) && found.some((v) => tests.every(([inner, value]) => holds(v, inner, value)))
      );
    }
    case '$type':
      return any((v) => {
        if (operand === 'int') return typeof v === 'number';
        if (operand === 'null') return v === null;
        return operand === 'array' ? Array.isArray(v) : typeof v === operand;
      });
    case '$regex':
      return any((v) => typeof v === 'string' && new RegExp(operand).test(v));
    default:
      // $gt, $gte, $lt, $lte: within one type only; null is as great as null and missing.
      return any((v) => {
        if (rank(v) !== rank(operand) || Array.isArray(v)) return false;
        if (operand === null) return operator.endsWith('e');
        const order = compare(v, operand);
        return order === 0 ? operator.endsWith('e') : order > 0 === operator.startsWith('$g');
      });
  }
}

function project(document: Loose, projection: Loose): Loose {
  const entries = Object.entries(projection);
  const including = entries.some(([path, v]) => path !== '_id' && v === 1);
  const result: Loose = including ? { _id: document._id as number } : structuredClone(document);
  for (const [path, rule] of entries) {
    const found = document[path.slice(0, 1)];
    if (path === '_id') delete result._id;
    else if (path === 'd.y') result['d'] = { ...result['d'], y: document._id };
    else if (path === 'd.x') {
      if (found === undefined) continue;
      const { x, ...rest } = found;
      result['d'] = rule === 0 ? rest : x === undefined ? {} : { x };
    } else if (rule === 0) delete result[path];
    else if (found !== undefined) result[path] = found;
  }
  return result;
}

function checkUpdate(update: Loose | Loose[]): void {
  if (Array.isArray(update)) return;
  if ('$foo' in update) throw new Refusal(9);
  const paths = Object.values(update).flatMap((fields) => Object.keys(fields));
  if (new Set(paths).size < paths.length) throw new Refusal(40);
}

/** What an update makes of a document. */
function changed(
  before: Loose,
  update: Loose | Loose[],
  filter: Loose,
  inserting: boolean,
  filters: Loose[] | undefined,
): Loose {
  const document: Loose = structuredClone(before);
  if (Array.isArray(update)) {
    const set = update[0]?.['$set'];
    if (set.seen !== undefined) return { ...document, seen: new Date(now) };
    const [, by] = set.n.$add;
    return { ...document, n: (document['n'] ?? 0) + by };
  }
  for (const [operator, fields] of Object.entries(update)) {
    for (const [path, argument] of Object.entries(fields as Loose)) {
      if (operator === '$setOnInsert' && !inserting) continue;
      if (path.startsWith('b.')) changeElements(document, path, operator, argument, filter, filters);
      else if (path === 'd.x') {
        if (operator === '$set') document['d'] = { ...document['d'], x: argument };
        else delete document['d']?.x;
      } else changeField(document, path, operator, argument as never);
    }
  }
  return document;
}

function changeElements(
  document: Loose,
  path: string,
  operator: string,
  argument: number,
  filter: Loose,
  filters: Loose[] | undefined,
): void {
  const list = document['b'] as number[] | undefined;
  if (list === undefined) throw new Refusal(2);
  const first = list.indexOf(filter['b']);
  document['b'] = list.map((v, i) => {
    if (path === 'b.$[e]' && v < filters?.[0]?.['e'].$gte) return v;
    if (path === 'b.$' && i !== first) return v;
    return operator === '$inc' ? v + argument : argument;
  });
}

function changeField(document: Loose, path: string, operator: string, argument: never): void {
  const old = document[path];
  const list = (): number[] => [...((old ?? []) as number[])];
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      document[path] = argument;
      break;
    case '$unset':
      delete document[path];
      break;
    case '$inc':
      if (old !== undefined && typeof old !== 'number') throw new Refusal(14);
      document[path] = (old ?? 0) + argument;
      break;
    case '$mul':
      document[path] = (old ?? 0) * argument + 0;
      break;
    case '$min':
    case '$max': {
      const order = compare(argument, old);
      if (!(path in document) || (operator === '$min' ? order < 0 : order > 0)) document[path] = argument;
      break;
    }
    case '$push':
      document[path] = pushed(list(), typeof argument === 'number' ? { $each: [argument] } : argument);
      break;
    case '$addToSet': {
      const values: number[] = typeof argument === 'number' ? [argument] : argument['$each'];
      const result = list();
      for (const v of values) if (!result.includes(v)) result.push(v);
      document[path] = result;
      break;
    }
    default:
      if (old === undefined) break;
      if (operator === '$pop') document[path] = argument > 0 ? list().slice(0, -1) : list().slice(1);
      else if (operator === '$pullAll')
        document[path] = list().filter((v) => !(argument as number[]).includes(v));
      else if (typeof argument === 'number') document[path] = list().filter((v) => v !== argument);
      else document[path] = list().filter((v) => v < argument['$gte']);
  }
}

function pushed(list: number[], { $each, $position, $slice }: Loose): number[] {
  const result = [...list];
  result.splice($position ?? result.length, 0, ...$each);
  if ($slice === undefined) return result;
  return $slice < 0 ? result.slice($slice) : result.slice(0, $slice);
}

function sorted(document: Loose): unknown {
  return Object.entries(document).sort(([x], [y]) => (x < y ? -1 : 1));
}
