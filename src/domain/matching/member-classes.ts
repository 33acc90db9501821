import type { PoolMember } from './pool-member.ts';

/** Members who are the same to some criteria form a class; what two classes give is looked up in a table. */
export type MemberClasses = {
  /** The class of each member. */
  readonly of: Int32Array;
  readonly count: number;
  /** For two classes, what any two members of them give: `worth[a * count + b]`. */
  readonly worth: Int16Array;
};

/** Classes by a key that tells all that `worthOf` looks at; it must not care who is named first. */
export function memberClasses(
  members: readonly PoolMember[],
  key: (member: PoolMember) => number,
  worthOf: (a: PoolMember, b: PoolMember) => number,
): MemberClasses {
  const known = new Map<number, number>();
  const examples: PoolMember[] = [];
  const of = Int32Array.from(members, (member) => {
    const told = key(member);
    const place = known.get(told) ?? examples.length;
    if (place === examples.length) {
      known.set(told, place);
      examples.push(member);
    }
    return place;
  });
  const count = examples.length;
  const worth = new Int16Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a; b < count; b++) {
      const given = worthOf(examples[a]!, examples[b]!);
      worth[a * count + b] = given;
      worth[b * count + a] = given;
    }
  }
  return { of, count, worth };
}
