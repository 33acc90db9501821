import { type Doc, isDocument } from '#query-language/bson-values';
import { fail, refuse } from '#query-language/command-error';
import { equalValues } from '#query-language/compare-values';
import { Scope } from '#query-language/expression';
import { compileFilter } from '#query-language/filter';
import { isRegex } from '#query-language/filter-operators';
import { isNumeric, toDouble } from '#query-language/numbers';
import { fieldName } from '#query-language/paths';
import * as field from './commands/fields.ts';

export interface IndexDefinition {
  name: string;
  key: Doc;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

/** The last four do not change what an index means. */
const options =
  'key name unique sparse partialFilterExpression expireAfterSeconds collation v background ns'.split(' ');

/** Reads what a client says of an index; a kind or an option that is not supported is refused by name. */
export function parseIndex(spec: Doc): IndexDefinition {
  const unknown = Object.keys(spec).find((option) => !options.includes(option));
  if (unknown !== undefined) fail(197, `The field '${unknown}' is not valid for an index specification.`);
  field.refuseCollation('an index', spec);
  const { name, expireAfterSeconds: seconds } = spec;
  const key = field.document(spec, 'key') ?? {};
  const partial = field.document(spec, 'partialFilterExpression');
  const sparse = field.boolean(spec, 'sparse');
  if (typeof name !== 'string' || name === '') fail(9, "The 'name' field is a required property of an index");
  if (Object.keys(key).length === 0) fail(67, 'Index keys cannot be empty.');
  for (const [path, kind] of Object.entries(key)) {
    if (typeof kind === 'string') refuse(`a '${kind}' index`);
    if (path.includes('$**')) refuse('a wildcard index');
    if (path.startsWith('$') || !path.split('.').every((part) => fieldName.test(part)))
      fail(67, `Index keys cannot be empty or begin with '$', as in '${path}'.`);
    directionOf(kind);
  }
  if (partial !== undefined && sparse) fail(67, "cannot mix 'partialFilterExpression' and 'sparse'");
  compileFilter(partial ?? {}, new Scope());
  refuseInPartialFilter(partial);
  const lifetime = isNumeric(seconds) ? toDouble(seconds) : -1;
  if (seconds !== undefined && !(lifetime >= 0 && lifetime < 2 ** 31 && Object.keys(key).length === 1))
    fail(67, "A TTL index needs a single field and an 'expireAfterSeconds' within the range of an int");
  return {
    name,
    key,
    ...(field.boolean(spec, 'unique') && { unique: true }),
    ...(sparse && { sparse }),
    ...(partial && { partialFilterExpression: partial }),
    ...(seconds !== undefined && { expireAfterSeconds: lifetime }),
  };
}

/** The direction of a field in an index, which may be any number but zero. */
export function directionOf(kind: unknown): 1 | -1 {
  const sign = isNumeric(kind) ? Math.sign(toDouble(kind)) : 0;
  return sign === 1 || sign === -1
    ? sign
    : fail(67, 'Values in an index key have to be numbers other than zero');
}

const inPartialFilters = ['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$and', '$or', '$in'];

function refuseInPartialFilter(value: unknown): void {
  if (isRegex(value)) fail(67, 'Expression not supported in partial index: $regex');
  if (!isDocument(value) && !Array.isArray(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    const known = inPartialFilters.includes(field) && !(field === '$exists' && inner === false);
    if (field.startsWith('$') && !known) fail(67, `Expression not supported in partial index: ${field}`);
    refuseInPartialFilter(inner);
  }
}

/** False if the very same index is there; an index that only shares its name or its meaning is a conflict. */
export function isNew(definition: IndexDefinition, present: IndexDefinition[]): boolean {
  const { name, key, expireAfterSeconds } = definition;
  if (Object.keys(key).join() === '_id')
    return equalValues(definition, { name, key: { _id: 1 } })
      ? false
      : fail(197, 'The _id index is as it is');
  if (name === '_id_') fail(2, "The index name '_id_' is reserved for the _id index");
  const alike = (other: IndexDefinition) => equalValues(meaningOf(other), meaningOf(definition));
  const sameName = present.find((other) => other.name === name);
  if (sameName !== undefined && !alike(sameName))
    fail(86, `An existing index has the same name as the requested index: ${name}`);
  const rival = sameName ?? present.find(alike);
  if (rival !== undefined && (rival.name !== name || rival.expireAfterSeconds !== expireAfterSeconds))
    fail(85, `Index already exists with a different name or different options: ${rival.name}`);
  return rival === undefined;
}

/** What makes an index another one, as against its name and how long its documents live. */
function meaningOf({ key, unique = false, sparse = false, partialFilterExpression }: IndexDefinition): Doc {
  return { key, unique, sparse, partialFilterExpression };
}
