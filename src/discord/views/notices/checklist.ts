import type { NoticeOf } from '#use-cases/ports/notices';
import { heading, message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';
import { trialLines } from '../trial-lines.ts';

export function renderChecklist({ progress }: NoticeOf<'checklist'>, { words }: ViewContext): MessageBody {
  const said = words.notices.checklist;
  return message(
    'sky',
    heading(said.title),
    text(said.starts(words.labels.day(progress.startsOn))),
    text(...trialLines(progress, words)),
    text(said.checkIns(progress.checkIns), progress.ended ? said.ended : null),
  );
}
