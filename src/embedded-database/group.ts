import { type Doc, isDocument } from './bson-values.ts';
import { fail, refuse } from './command-error.ts';
import { valueKey } from './compare-values.ts';
import { compileExpression, type Scope } from './expression.ts';
import { averageOf, extremeOf, sumOf } from './expression-operators.ts';

type Accumulate = (values: unknown[]) => unknown;

const accumulators: Record<string, Accumulate> = {
  $sum: sumOf,
  $avg: averageOf,
  $min: (values) => extremeOf(values, -1),
  $max: (values) => extremeOf(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values[values.length - 1] ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(
      values.filter((value) => value !== undefined).map((value) => [valueKey(value), value]),
    ).values(),
  ],
  $count: (values) => values.length,
};

const knownElsewhere =
  '$accumulator $bottom $bottomN $firstN $lastN $maxN $median $mergeObjects $minN $percentile $stdDevPop $stdDevSamp $top $topN'.split(
    ' ',
  );

/** `$group`: documents with an equal `_id` become one, with what the accumulators make of them. */
export function compileGroup(spec: Doc, scope: Scope): (documents: Doc[]) => Doc[] {
  const { _id: idExpression, ...fields } = spec;
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpression(idExpression);
  const outputs = Object.entries(fields).map(([field, value]) => ({
    field,
    compute: compileAccumulator(field, value, scope),
  }));
  return (documents) => {
    const groups = new Map<string, { _id: unknown; members: Doc[] }>();
    for (const document of documents) {
      const _id = id(scope.within(document)) ?? null;
      const key = valueKey(_id);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { _id, members: [document] });
      else group.members.push(document);
    }
    return [...groups.values()].map(({ _id, members }) => {
      const result: Doc = { _id };
      for (const { field, compute } of outputs) result[field] = compute(members);
      return result;
    });
  };
}

function compileAccumulator(field: string, value: unknown, scope: Scope): (members: Doc[]) => unknown {
  if (field.includes('.')) fail(40235, `The field name '${field}' cannot contain '.'`);
  const [operator = '', argument] = (isDocument(value) ? Object.entries(value)[0] : undefined) ?? [];
  const accumulate = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (accumulate === undefined) {
    if (knownElsewhere.includes(operator)) refuse(`the accumulator ${operator}`);
    fail(
      operator === '' ? 40234 : 15952,
      operator === ''
        ? `The field '${field}' must be an accumulator object`
        : `unknown group operator '${operator}'`,
    );
  }
  const evaluate = compileExpression(operator === '$count' ? 1 : argument);
  return (members) => accumulate(members.map((member) => evaluate(scope.within(member))));
}
