import type { Profile } from '#domain/matching/profile';
import { divider, heading, message, selectOne, text } from '../components.ts';
import { improveButtons } from '../improve-buttons.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** After the joining form: star one value, and what would make a better match. */
export function renderJoined(
  { profile, again }: { profile: Profile; again: boolean },
  context: ViewContext,
): MessageBody {
  const { words } = context;
  const { joined } = words.replies;
  return message(
    'warm',
    heading(again ? joined.again : joined.title),
    text(joined.body),
    ...starParts(profile, context),
    text(joined.improve),
    improveButtons(['styles', 'support', 'skills'], context),
    ...(again ? [] : [divider(), text(...words.notices.disclosure.lines.map((line) => `-# ${line}`))]),
  );
}

function starParts({ values, starred }: Profile, { words, ids, guild }: ViewContext) {
  if (values.length === 0) return [];
  const { joined } = words.replies;
  const options = values.map((value) => ({
    label: words.labels.values[value],
    value,
    default: value === starred,
  }));
  return [
    text(joined.star, starred && joined.starred(words.labels.values[starred])),
    selectOne(ids({ action: 'star', subject: '', guild }), joined.starPlaceholder, options),
  ];
}
