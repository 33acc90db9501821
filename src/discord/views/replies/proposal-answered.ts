import type { PresetQuestion } from '#domain/proposal/proposal';
import { message, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderProposalAnswered(
  { state }: { state: 'waiting' | 'introduced' | 'declined' },
  { words }: ViewContext,
): MessageBody {
  return message(state === 'declined' ? 'calm' : 'warm', text(words.replies.proposal[state]));
}

export function renderQuestionAsked(
  { asked }: { asked: PresetQuestion },
  { words }: ViewContext,
): MessageBody {
  return message('warm', text(words.replies.proposal.asked(words.labels.questions[asked])));
}
