/** A component as JSON, whatever its type. */
export type Json = { [key: string]: unknown };

/** Every component of a message or form, from the outside in, sections' accessories and labels' fields included. */
export function componentsOf(body: unknown): Json[] {
  if (typeof body !== 'object' || body === null) return [];
  const { components, component, accessory } = body as Json;
  const inner = [...(Array.isArray(components) ? components : []), component, accessory];
  return inner
    .filter((part): part is Json => typeof part === 'object' && part !== null)
    .flatMap((part) => [part, ...componentsOf(part)]);
}

/** Everything a message says in text displays. */
export function textOf(body: unknown): string {
  return componentsOf(body)
    .map(({ content }) => content)
    .filter((content) => typeof content === 'string')
    .join('\n');
}

export function customIdsOf(body: unknown): string[] {
  return componentsOf(body)
    .map((component) => component['custom_id'])
    .filter((id) => typeof id === 'string');
}

export function labelsOf(body: unknown): string[] {
  return componentsOf(body)
    .map(({ label }) => label)
    .filter((label) => typeof label === 'string');
}
