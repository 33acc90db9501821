/** Everything that Discord's markdown gives a meaning, wherever it stands in a line. */
const MARKS = new Set('\\*_~`|[]<>#');
/** Embeddings, overrides and isolates: they can make a text read differently from what it says. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/u;
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/**
 * Shows text from a person as they typed it and as nothing else: no markdown, no masked link, no mention,
 * no change of reading direction. At most `limit` characters (UTF-16 units) come out, escapes included; a
 * longer text ends in "…" and is never cut inside a character or an escape.
 */
export function escapeText(text: string, limit: number): string {
  let line = '';
  const shown = charactersOf(text).map((character) => {
    const escaped = escapeCharacter(character, line);
    // Only the beginning of a line can make it a list; there is no need to remember more of it.
    if (character === '\n') line = '';
    else if (line.length < 16) line = `${line}${character}`.trimStart();
    return escaped;
  });
  return join(shown, limit);
}

/** The same for places without markdown (labels, the values of a form): only controls and directions go. */
export function plainText(text: string, limit: number): string {
  return join(charactersOf(text), limit);
}

function charactersOf(text: string): string[] {
  const tidy = text
    .replace(/\r\n?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  return [...tidy]
    .filter((character) => !DIRECTION.test(character))
    .map((character) => (character !== '\n' && CONTROL.test(character) ? ' ' : character));
}

/** `line` is what stands before the character in its line, without leading spaces. */
function escapeCharacter(character: string, line: string): string {
  if (MARKS.has(character)) return `\\${character}`;
  if (line === '' && (character === '-' || character === '+')) return `\\${character}`;
  if ((character === '.' || character === ')') && /^\d+$/u.test(line)) return `\\${character}`;
  // A backslash does not stop Discord from calling people; a zero-width space behind the sign does.
  if (character === '@') return '@\u200B';
  return character;
}

function join(pieces: readonly string[], limit: number): string {
  const whole = pieces.join('');
  if (whole.length <= limit) return whole;
  let length = 0;
  let kept = 0;
  for (const piece of pieces) {
    if (length + piece.length > limit - 1) break;
    length += piece.length;
    kept += 1;
  }
  return `${pieces.slice(0, kept).join('').trimEnd()}…`;
}
