/** A piece of a line as Discord's markdown means it. Plain text is a string. */
export type Inline =
  | string
  | { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; of: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; of: Inline[] }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'command'; text: string }
  | { kind: 'everyone'; text: string }
  | { kind: 'time'; seconds: number; style: string }
  | { kind: 'emoji'; name: string };

/** How deep marks may stand in each other; deeper ones are read as they are written. */
const DEEPEST = 10;

type Delimiter = { mark: string; kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler' };

/** Longer marks first, so that `**` is not read as two `*`. */
const DELIMITERS: readonly Delimiter[] = [
  { mark: '**', kind: 'strong' },
  { mark: '__', kind: 'underline' },
  { mark: '~~', kind: 'strike' },
  { mark: '||', kind: 'spoiler' },
  { mark: '*', kind: 'em' },
  { mark: '_', kind: 'em' },
];

type Rule = { pattern: RegExp; node: (match: RegExpExecArray) => Inline | null };

/** Things in angle brackets, and others that are recognised by how they begin. */
const RULES: readonly Rule[] = [
  { pattern: /<@!?(\d{15,20})>/y, node: ([, id = '']) => ({ kind: 'user', id }) },
  { pattern: /<@&(\d{15,20})>/y, node: ([, id = '']) => ({ kind: 'role', id }) },
  { pattern: /<#(\d{15,20})>/y, node: ([, id = '']) => ({ kind: 'channel', id }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    node: ([, seconds = '0', style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  },
  { pattern: /<(\/[^:>\n]{1,100}):\d{15,20}>/y, node: ([, text = '']) => ({ kind: 'command', text }) },
  { pattern: /<a?:(\w{2,32}):\d{15,20}>/y, node: ([, name = '']) => ({ kind: 'emoji', name }) },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, node: ([, url = '']) => linkTo(url, [url]) },
  { pattern: /https?:\/\/[^\s<>]*[^\s<>.,:;"'`)\]*_~|]/y, node: ([url = '']) => linkTo(url, [url]) },
  { pattern: /@(?:everyone|here)\b/y, node: ([text = '']) => ({ kind: 'everyone', text }) },
  {
    pattern: /(`+)([^\n]*?[^`\n])\1(?!`)/y,
    node: ([, , text = '']) => ({ kind: 'code', text: text.trim() }),
  },
];

const MASKED = /\[((?:\\.|[^[\]\\\n])+)\]\(<?(https?:\/\/[^\s<>)]+)>?(?:\s+"[^"\n]*")?\)/y;

/** A link only to the web: no other scheme ever becomes one. */
function linkTo(url: string, of: Inline[]): Inline | null {
  try {
    const { protocol } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? { kind: 'link', url, of } : null;
  } catch {
    return null;
  }
}

/** Reads the marks of one paragraph. What cannot be read as a mark stays text; nothing is ever lost. */
export function parseInline(text: string, depth = 0, insideLink = false): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const add = (node: Inline) => {
    if (plain !== '') found.push(plain);
    plain = '';
    found.push(node);
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\' && /[\\*_~|`<>[\]()#@:.\-!/+]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const special = readSpecial(text, at, depth, insideLink) ?? readDelimited(text, at, depth, insideLink);
    if (special) {
      add(special.node);
      at = special.end;
    } else {
      plain += character;
      at += 1;
    }
  }
  if (plain !== '') found.push(plain);
  return found;
}

function readSpecial(
  text: string,
  at: number,
  depth: number,
  insideLink: boolean,
): { node: Inline; end: number } | null {
  const character = text[at] ?? '';
  if (!'<h@`['.includes(character)) return null;
  if (character === '[' && !insideLink && depth < DEEPEST) {
    MASKED.lastIndex = at;
    const match = MASKED.exec(text);
    const node = match ? linkTo(match[2] ?? '', parseInline(match[1] ?? '', depth + 1, true)) : null;
    return node ? { node, end: MASKED.lastIndex } : null;
  }
  for (const { pattern, node: read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match ? read(match) : null;
    if (!node) continue;
    if (insideLink && typeof node !== 'string' && node.kind === 'link') continue;
    return { node, end: pattern.lastIndex };
  }
  return null;
}

function readDelimited(
  text: string,
  at: number,
  depth: number,
  insideLink: boolean,
): { node: Inline; end: number } | null {
  if (depth >= DEEPEST) return null;
  for (const { mark, kind } of DELIMITERS) {
    if (!text.startsWith(mark, at)) continue;
    const from = at + mark.length;
    const end = closingOf(text, mark, from);
    if (end === null) continue;
    return {
      node: { kind, of: parseInline(text.slice(from, end), depth + 1, insideLink) },
      end: end + mark.length,
    };
  }
  return null;
}

/** Where a mark closes: not right after it opened, not escaped, and single marks not inside of a word or next to a space. */
function closingOf(text: string, mark: string, from: number): number | null {
  const single = mark.length === 1;
  if (single && /\s/.test(text[from] ?? ' ')) return null;
  if (mark === '_' && /\w/.test(text[from - 2] ?? '')) return null;
  for (let end = text.indexOf(mark, from); end !== -1; end = text.indexOf(mark, end + 1)) {
    if (end === from || text[end - 1] === '\\') continue;
    if (single) {
      if (text[end + 1] === mark || text[end - 1] === mark || /\s/.test(text[end - 1] ?? '')) continue;
      if (mark === '_' && /\w/.test(text[end + 1] ?? '')) continue;
    } else if (mark === '**' && text[end + 2] === '*') continue;
    return end;
  }
  return null;
}
