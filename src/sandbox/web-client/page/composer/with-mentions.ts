/** Writes `@Amara` as Discord does, with her id, wherever a name of the cast follows an at sign. */
export function withMentions(text: string, cast: readonly { id: string; name: string }[]): string {
  return cast.reduce(
    (written, { id, name }) => written.replace(new RegExp(`(^|[\\s(])@${name}\\b`, 'gi'), `$1<@${id}>`),
    text,
  );
}
