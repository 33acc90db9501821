import type { NoticeOf } from '#use-cases/ports/notices';
import { message, text } from '../components.ts';
import { escapeText } from '../escape-text.ts';
import { mentionAtStart } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import type { Words } from '../../words/en.ts';

/** A check-in as its partner reads it. Each text may take 1,500 characters once escaped. */
export function renderCheckIn({ from, what }: NoticeOf<'check-in'>, { words }: ViewContext): MessageBody {
  const said = words.notices.checkIn;
  const who = mentionAtStart(from, words);
  switch (what.kind) {
    case 'minimum':
      return message('calm', text(said.minimum(who)));
    case 'pulse':
      return message('calm', text(said.pulse[what.answer](who)));
    case 'message':
      return message('calm', text(said.message(who)));
    case 'micro': {
      const progress = escapeText(what.progress, 1500);
      const blockers = escapeText(what.blockers, 1500);
      const feeling = feelingText(what.feeling, words);
      return message(
        'calm',
        text(said.micro(who)),
        progress ? text(`**${said.progress}**`, progress) : null,
        blockers ? text(`**${said.blockers}**`, blockers) : null,
        text(
          feeling ? said.feeling(feeling) : null,
          what.supportWanted && said.support(words.labels.supports[what.supportWanted].label),
        ),
      );
    }
  }
}

/** Chosen from the list in the author's language, shown in the reader's; anything else as it was typed. */
function feelingText(feeling: string, words: Words): string {
  const listed: Readonly<Record<string, string>> = words.labels.feelings;
  return (Object.hasOwn(listed, feeling) ? listed[feeling] : undefined) ?? escapeText(feeling, 200);
}
