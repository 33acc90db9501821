import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { valueKey } from './compare-values.ts';
import { compileExpression, type Scope } from './expression.ts';
import { averageOf, extremeOf, sumOf } from './expression-operators.ts';

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== undefined);

const accumulators: Record<string, (values: unknown[]) => unknown> = {
  $sum: sumOf,
  $avg: averageOf,
  $min: (values) => extremeOf(values, -1),
  $max: (values) => extremeOf(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: present,
  $addToSet: (values) => [...new Map(present(values).map((value) => [valueKey(value), value])).values()],
  $count: (values) => values.length,
};

const knownElsewhere = (
  '$accumulator $bottom $bottomN $firstN $lastN $maxN $median $mergeObjects $minN $percentile $stdDevPop ' +
  '$stdDevSamp $top $topN'
).split(' ');

/** `$group`: documents with an equal `_id` become one, with what the accumulators make of them. */
export function compileGroup(spec: Doc, scope: Scope): (documents: Doc[]) => Doc[] {
  const { _id: idExpression, ...fields } = spec;
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpression(idExpression);
  const outputs = Object.entries(fields).map(([field, value]) => compileOutput(field, value, scope));
  return (documents) => {
    const groups = new Map<string, { _id: unknown; members: Doc[] }>();
    for (const document of documents) {
      const _id = id(scope.within(document)) ?? null;
      const key = valueKey(_id);
      const group = groups.get(key) ?? { _id, members: [] };
      groups.set(key, group);
      group.members.push(document);
    }
    return [...groups.values()].map(({ _id, members }) =>
      Object.assign({ _id }, ...outputs.map((output) => output(members))),
    );
  };
}

function compileOutput(field: string, value: unknown, scope: Scope): (members: Doc[]) => Doc {
  if (field.includes('.')) fail(40235, `The field name '${field}' cannot contain '.'`);
  const [operator, argument] = (isDocument(value) ? Object.entries(value)[0] : undefined) ?? [];
  if (operator === undefined) fail(40234, `The field '${field}' must be an accumulator object`);
  const accumulate = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (accumulate === undefined) {
    if (knownElsewhere.includes(operator)) refuse(`the accumulator ${operator}`);
    fail(15952, `unknown group operator '${operator}'`);
  }
  const evaluate = compileExpression(operator === '$count' ? 1 : argument);
  return (members) => ({ [field]: accumulate(members.map((member) => evaluate(scope.within(member)))) });
}
