import { type Doc, has, isDocument, setField, typeName } from './bson-values.ts';
import { fail } from './command-error.ts';
import { compileExpression, type Scope } from './expression.ts';
import { compileProjection, flattenSpec } from './projection.ts';

/** Makes one document of another and leaves that one as it is. */
export type Reshape = (document: Doc) => Doc;

/**
 * The stages that make one document of each, which pipelines share with updates: `$set`, `$unset`, `$project` and
 * `$replaceWith`, under all their names. Undefined for any other stage.
 */
export function compileReshape(name: string, argument: unknown, scope: Scope): Reshape | undefined {
  switch (name) {
    case '$project': {
      const spec = asDocument(name, argument);
      if (Object.keys(spec).length === 0) fail(51272, 'Invalid $project: it needs at least one field');
      const project = compileProjection(spec, scope, false);
      return (document) => project(document, {});
    }
    case '$set':
    case '$addFields':
      return compileSet(asDocument(name, argument), scope);
    case '$unset': {
      const paths = [argument].flat().map((path) => {
        if (typeof path !== 'string' || path === '') fail(31002, '$unset needs a path or an array of paths');
        return path.split('.');
      });
      return (document) => paths.reduce<Doc>((rest, path) => removePath(rest, path) as Doc, document);
    }
    case '$replaceWith':
    case '$replaceRoot': {
      const root = name === '$replaceRoot' ? asDocument(name, argument)['newRoot'] : argument;
      const evaluate = compileExpression(root);
      return (document) => {
        const next = evaluate(scope.within(document));
        if (!isDocument(next)) fail(40228, `'newRoot' must evaluate to an object, not ${typeName(next)}`);
        return next;
      };
    }
    default:
      return undefined;
  }
}

export function asDocument(stage: string, value: unknown): Doc {
  if (isDocument(value)) return value;
  fail(15959, `the ${stage} specification must be an object, not ${typeName(value)}`);
}

/** Computes every field from the document as it came in. */
function compileSet(spec: Doc, scope: Scope): Reshape {
  const fields = [...flattenSpec(spec, true)].map(
    ([path, value]) => [path.split('.'), compileExpression(value)] as const,
  );
  return (document) => {
    const within = scope.within(document);
    return fields.reduce<Doc>((result, [parts, evaluate]) => {
      const value = evaluate(within);
      return (value === undefined ? removePath(result, parts) : withPath(result, parts, value)) as Doc;
    }, document);
  };
}

/** A copy with a value at a dotted path, in every element of an array on the way, replacing scalars by documents. */
export function withPath(inner: unknown, [part = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(inner)) return inner.map((element) => withPath(element, [part, ...rest], value));
  const copy: Doc = isDocument(inner) ? { ...inner } : {};
  setField(copy, part, rest.length === 0 ? value : withPath(has(copy, part) ? copy[part] : {}, rest, value));
  return copy;
}

/** A copy without what a dotted path leads to. */
export function removePath(value: unknown, parts: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((element) => removePath(element, parts));
  const [part = '', ...rest] = parts;
  if (!isDocument(value) || !has(value, part)) return value;
  const copy: Doc = { ...value };
  if (rest.length === 0) delete copy[part];
  else copy[part] = removePath(value[part], rest);
  return copy;
}
