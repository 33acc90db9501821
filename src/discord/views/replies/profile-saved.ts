import type { Profile } from '#domain/matching/profile';
import { message, text } from '../components.ts';
import { improveButtons, openSections } from '../improve-buttons.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** After a short form or a starred value: saved, and what is still open, if anything. */
export function renderProfileSaved({ profile }: { profile: Profile }, context: ViewContext): MessageBody {
  const { profileSaved, joined } = context.words.replies;
  const open = openSections(profile);
  return message(
    'warm',
    text(
      profileSaved.body,
      profile.starred && joined.starred(context.words.labels.values[profile.starred]),
      open.length > 0 ? profileSaved.more : profileSaved.complete,
    ),
    improveButtons(open, context),
  );
}
