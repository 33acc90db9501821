import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord-api-types/v10';
import type { Profile } from '#domain/matching/profile';
import { buttons, quietButton } from './components.ts';
import type { ViewContext } from './message-body.ts';

/** Which of the short forms behind "improve my matches" still have something to ask. */
export function openSections(profile: Profile): ('styles' | 'support' | 'skills')[] {
  const open: ('styles' | 'support' | 'skills')[] = [];
  if (profile.styles === null) open.push('styles');
  if (profile.supportOffered.length === 0 || profile.themes.length === 0) open.push('support');
  if (profile.skillsOffered.length === 0 && profile.skillsSought.length === 0 && profile.level === null)
    open.push('skills');
  return open;
}

/** A button for each short form; each saves by itself. */
export function improveButtons(
  sections: readonly ('styles' | 'support' | 'skills')[],
  { words, ids, guild }: ViewContext,
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  return buttons(
    ...sections.map((section) =>
      quietButton(words.buttons[section], ids({ action: section, subject: '', guild })),
    ),
  );
}
