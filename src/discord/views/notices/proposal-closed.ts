import type { NoticeOf } from '#use-cases/ports/notices';
import { message, text } from '../components.ts';
import { mention } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Reads the same whether the other declined or the time ran out. */
export function renderProposalClosed(
  { other }: NoticeOf<'proposal-closed'>,
  { words }: ViewContext,
): MessageBody {
  return message('calm', text(words.notices.proposalClosed(mention(other, words))));
}
