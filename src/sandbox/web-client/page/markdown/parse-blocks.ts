import { type Inline, parseInline } from './parse-inline.ts';

/** A block of a message: what stands on lines of its own. */
export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'heading'; level: 1 | 2 | 3; of: Inline[] }
  | { kind: 'small'; of: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: { depth: number; of: Inline[] }[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string };

const FENCE = /^```(?:[\w+-]*\n)?([\s\S]*?)\n?```/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SMALL = /^-# +(\S.*)$/;
const BULLET = /^( {0,8})[-*] +(\S.*)$/;
const NUMBER = /^( {0,8})(\d{1,9})\. +(\S.*)$/;

/** Reads a text as Discord's markdown: blocks by their first characters, everything else a paragraph. */
export function parseBlocks(text: string, insideQuote = false): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let paragraph: string[] = [];
  const flush = () => {
    const kept = trimmed(paragraph);
    if (kept.length > 0) blocks.push({ kind: 'paragraph', lines: kept.map((line) => parseInline(line)) });
    paragraph = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.startsWith('```')) {
      const fenced = FENCE.exec(lines.slice(at).join('\n'));
      if (fenced) {
        flush();
        blocks.push({ kind: 'code', text: fenced[1] ?? '' });
        at += fenced[0].split('\n').length;
        continue;
      }
    }
    if (!insideQuote && line.startsWith('>>> ')) {
      flush();
      blocks.push({
        kind: 'quote',
        blocks: parseBlocks([line.slice(4), ...lines.slice(at + 1)].join('\n'), true),
      });
      return blocks;
    }
    if (!insideQuote && line.startsWith('> ')) {
      flush();
      const quoted: string[] = [];
      while ((lines[at] ?? '').startsWith('> ')) quoted.push((lines[at++] ?? '').slice(2));
      blocks.push({ kind: 'quote', blocks: parseBlocks(quoted.join('\n'), true) });
      continue;
    }
    const single = readLine(line);
    if (single) {
      flush();
      blocks.push(single);
      at += 1;
      continue;
    }
    if (BULLET.test(line) || NUMBER.test(line)) {
      flush();
      const { list, end } = readList(lines, at);
      blocks.push(list);
      at = end;
      continue;
    }
    paragraph.push(line);
    at += 1;
  }
  flush();
  return blocks;
}

function readLine(line: string): Block | null {
  const heading = HEADING.exec(line);
  if (heading)
    return {
      kind: 'heading',
      level: (heading[1]?.length ?? 1) as 1 | 2 | 3,
      of: parseInline(heading[2] ?? ''),
    };
  const small = SMALL.exec(line);
  return small ? { kind: 'small', of: parseInline(small[1] ?? '') } : null;
}

function readList(lines: readonly string[], from: number): { list: Block; end: number } {
  const ordered = !BULLET.test(lines[from] ?? '');
  const items: { depth: number; of: Inline[] }[] = [];
  let start = 1;
  let end = from;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (readLine(line)) break;
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    if (ordered ? !number : !bullet) break;
    const spaces = (bullet ?? number)?.[1]?.length ?? 0;
    if (ordered && items.length === 0) start = Number(number?.[2] ?? 1);
    items.push({
      depth: Math.floor(spaces / 2),
      of: parseInline((ordered ? number?.[3] : bullet?.[2]) ?? ''),
    });
  }
  return { list: { kind: 'list', ordered, start, items }, end };
}

/** Without the empty lines at both ends; those in between make room. */
function trimmed(lines: readonly string[]): string[] {
  let from = 0;
  let end = lines.length;
  while (from < end && lines[from]?.trim() === '') from += 1;
  while (end > from && lines[end - 1]?.trim() === '') end -= 1;
  return lines.slice(from, end);
}
