import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { refuseCollation, refuseOptions } from './commands/command.ts';
import { identicalValues } from './compare-values.ts';
import { Scope } from './expression.ts';
import { compileFilter } from './filter.ts';
import { isNumeric, toDouble } from './numbers.ts';
import type { IndexDefinition } from './ordered-index.ts';
import { sortDirection } from './paths.ts';

const refusedOptions = (
  'hidden wildcardProjection weights default_language language_override textIndexVersion ' +
  '2dsphereIndexVersion bits min max bucketSize prepareUnique clustered storageEngine'
).split(' ');

/** These say how an index is built or stored, not what it means. */
const ignoredOptions = ['v', 'background', 'ns', 'collation'];

/** Reads what a client says of an index; a kind or an option that is not supported is refused by name. */
export function parseIndex(spec: Doc): IndexDefinition {
  const { key, name, unique, sparse, partialFilterExpression: partial, expireAfterSeconds, ...rest } = spec;
  refuseOptions('an index', spec, refusedOptions);
  refuseCollation('an index', spec);
  const unknown = Object.keys(rest).find(
    (option) => ![...ignoredOptions, ...refusedOptions].includes(option),
  );
  if (unknown !== undefined) fail(197, `The field '${unknown}' is not valid for an index specification.`);
  if (!isDocument(key) || Object.keys(key).length === 0) fail(67, 'Index keys cannot be empty.');
  if (typeof name !== 'string' || name === '')
    fail(9, "The 'name' field is a required property of an index specification");
  for (const [path, kind] of Object.entries(key)) {
    if (typeof kind === 'string') refuse(`a '${kind}' index`);
    if (path.includes('$**')) refuse('a wildcard index');
    if (path.split('.').includes('')) fail(67, 'Index keys cannot be an empty field.');
    sortDirection(kind);
  }
  const definition: IndexDefinition = { name, key };
  if (unique === true || unique === 1) definition.unique = true;
  if (sparse === true || sparse === 1) definition.sparse = true;
  if (partial !== undefined) {
    if (!isDocument(partial)) fail(14, 'partialFilterExpression must be an object');
    if (definition.sparse) fail(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
    compileFilter(partial, new Scope());
    checkPartialFilter(partial);
    definition.partialFilterExpression = partial;
  }
  if (expireAfterSeconds !== undefined) {
    if (!isNumeric(expireAfterSeconds) || toDouble(expireAfterSeconds) < 0)
      fail(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
    if (Object.keys(key).length > 1) fail(67, 'TTL indexes are single-field indexes');
    definition.expireAfterSeconds = toDouble(expireAfterSeconds);
  }
  return definition;
}

const inPartialFilters = ['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$and', '$or', '$in'];

function checkPartialFilter(value: unknown): void {
  if (Array.isArray(value)) value.forEach(checkPartialFilter);
  if (!isDocument(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    const known = inPartialFilters.includes(field) && !(field === '$exists' && inner === false);
    if (field.startsWith('$') && !known) fail(67, `Expression not supported in partial index: ${field}`);
    checkPartialFilter(inner);
  }
}

/** False if the very same index is there; an index that only shares its name or its key is a conflict. */
export function isNew(definition: IndexDefinition, present: IndexDefinition[]): boolean {
  const [mine, fields] = [asDoc(definition), Object.keys(definition.key)];
  if (definition.name === '_id_' || (fields.length === 1 && identicalValues(definition.key, { _id: 1 })))
    return false;
  const sameName = present.find(({ name }) => name === definition.name);
  if (sameName !== undefined && !identicalValues(sameName.key, definition.key))
    fail(86, `An existing index has the same name as the requested index: ${definition.name}`);
  const alike = (other: Doc) =>
    identicalValues([other['key'], other['partial']], [mine['key'], mine['partial']]);
  const rival = sameName ?? present.find((other) => alike(asDoc(other)));
  if (rival === undefined) return true;
  const theirs = asDoc(rival);
  if (identicalValues(mine, theirs)) return false;
  if (rival.name !== definition.name) fail(85, `Index already exists with a different name: ${rival.name}`);
  const differs = ['unique', 'sparse', 'partial'].some((option) => mine[option] !== theirs[option]);
  fail(differs ? 86 : 85, `The index ${rival.name} already exists with different options`);
}

/** With every option said, so that two definitions of one index are the same bytes. */
function asDoc({ partialFilterExpression, ...definition }: IndexDefinition): Doc {
  const { name, key, unique = false, sparse = false, ...rest } = definition;
  return { name, key, unique, sparse, partial: JSON.stringify(partialFilterExpression ?? {}), ...rest };
}
