import type { RoundReport } from '#use-cases/app';
import type { Words } from '../../words/en.ts';
import { buttons, divider, heading, mainButton, message, text } from '../components.ts';
import { mention } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import { differenceText } from '../match-reason.ts';

/** Room for names and reasons; counts, seed and headings need the rest of Discord's 4,000 characters. */
const PAIRS_ROOM = 2_300;
const WAITING_ROOM = 1_000;

/** A round, previewed or run: who with whom and why, who waits and why; as much of it as fits. */
export function renderRoundReport(
  { pairs, left, available, seed, certificate }: RoundReport,
  { stage }: { stage: 'preview' | 'run' },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const said = words.replies.round;
  const matched = pairs.length * 2;
  const waiting = left.map((each) => waitingLine(each, words));
  return message(
    'sky',
    heading(stage === 'preview' ? said.preview : said.ran),
    text(
      stage === 'preview' ? said.coverage(matched, available) : said.covered(matched, available),
      stage === 'run' && pairs.length > 0 ? said.ranNext : null,
    ),
    certificate && pairs.length > 0 ? text(provenLine(certificate, words)) : null,
    text(
      ...asManyAsFit(
        pairs.map((pair) => pairLine(pair, words)),
        PAIRS_ROOM,
        said.more,
      ),
    ),
    divider(),
    text(...(waiting.length > 0 ? asManyAsFit(waiting, WAITING_ROOM, said.more) : [said.nobodyWaits])),
    text(`-# ${said.seed(seed)}`),
    stage === 'preview' && pairs.length > 0
      ? buttons(mainButton(words.buttons.runRound, ids({ action: 'run-round', subject: '', guild })))
      : null,
  );
}

function provenLine({ score, gap }: NonNullable<RoundReport['certificate']>, words: Words): string {
  const said = words.replies.round.proven;
  if (gap === null) return said.lookedAt;
  // Rounded up, so that what is said stays true.
  return gap === 0 ? said.best : said.near(Math.ceil((1000 * gap) / score) / 1000);
}

function waitingLine({ who, why, trio }: RoundReport['left'][number], words: Words): string {
  const said = words.replies.round;
  const [a, b] = trio?.map((one) => mention(one, words)) ?? [];
  return `- ${said.waits(mention(who, words), a && b ? said.orTrio(said.why[why], a, b) : said.why[why])}`;
}

function pairLine({ members, reason }: RoundReport['pairs'][number], words: Words): string {
  const said = words.replies.round;
  const [a, b] = members;
  const why = [
    reason.sharedValues.length > 0
      ? said.sharedValues(words.labels.list(reason.sharedValues.map((value) => words.labels.values[value])))
      : null,
    differenceText(reason, members, null, words),
    said.sharedHours(reason.sharedHours),
  ];
  return `- ${said.pair(mention(a, words), mention(b, words), why.filter((part) => part !== null).join('; '))}`;
}

function asManyAsFit(lines: readonly string[], room: number, more: (n: number) => string): string[] {
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) return [...shown, more(lines.length - shown.length)];
    shown.push(line);
  }
  return shown;
}
