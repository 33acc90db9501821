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
  const of = new Int32Array(members.length);
  members.forEach((member, i) => {
    const told = key(member);
    const place = known.get(told) ?? examples.length;
    if (place === examples.length) {
      known.set(told, place);
      examples.push(member);
    }
    of[i] = place;
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

/** Classes of those who are the same in both ways; what they give adds up. */
export function bothClasses(one: MemberClasses, other: MemberClasses): MemberClasses {
  const known = new Int32Array(one.count * other.count).fill(-1);
  const examples: number[] = [];
  const of = one.of.map((a, i) => {
    const key = a * other.count + other.of[i]!;
    if (known[key]! < 0) known[key] = examples.push(i) - 1;
    return known[key]!;
  });
  const count = examples.length;
  const worth = new Int16Array(count * count);
  for (let a = 0; a < count; a++) {
    const row = one.of[examples[a]!]! * one.count;
    const otherRow = other.of[examples[a]!]! * other.count;
    for (let b = 0; b < count; b++) {
      const example = examples[b]!;
      worth[a * count + b] = one.worth[row + one.of[example]!]! + other.worth[otherRow + other.of[example]!]!;
    }
  }
  return { of, count, worth };
}
