import type { Doc } from './bson-values.ts';
import type { IndexDefinition } from './ordered-index.ts';
import type { Sessions } from './sessions.ts';
import type { LogEntry, Store } from './store.ts';

/** Gathers a log's entries and then builds the store from what they came to, indexes last. */
export class Replay {
  readonly #collections = new Map<string, { records: Map<number, Doc>; indexes: IndexDefinition[] }>();
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  take(entry: LogEntry): void {
    if (entry.op === 'session') this.#sessions.replay(entry);
    else if (entry.op === 'drop') this.#collections.delete(entry.ns);
    else this.#takeChange(entry);
  }

  #takeChange(entry: LogEntry & { op: 'put' | 'remove' | 'catalog' }): void {
    let collection = this.#collections.get(entry.ns);
    if (collection === undefined) {
      collection = { records: new Map(), indexes: [] };
      this.#collections.set(entry.ns, collection);
    }
    if (entry.op === 'put') collection.records.set(entry.id, entry.doc);
    else if (entry.op === 'remove') collection.records.delete(entry.id);
    else collection.indexes = entry.indexes;
  }

  build(store: Store): void {
    for (const [namespace, { records, indexes }] of this.#collections) {
      const collection = store.writable(namespace);
      for (const [record, document] of [...records].sort(([a], [b]) => a - b)) {
        collection.apply(record, document, collection.keyChanges(undefined, document));
        store.startRecordsAfter(record);
      }
      collection.buildIndexes(indexes.filter(({ name }) => name !== '_id_'));
    }
  }
}

/** The whole state of this moment as log entries, handed out bit by bit. */
export function stateEntries(store: Store, sessions: Sessions): Iterable<LogEntry[]> {
  const snapshot = store.snapshot();
  const answers = [...sessions.logEntries()];
  return (function* () {
    for (const [ns, collection] of snapshot) {
      yield [{ op: 'catalog', ns, indexes: collection.indexes.map(({ definition }) => definition) }];
      for (const [id, doc] of collection.records.entries()) yield [{ op: 'put', ns, id, doc }];
    }
    if (answers.length > 0) yield answers;
  })();
}
