import type { Member } from '#domain/community/member';
import type { Profile, Styles } from '#domain/matching/profile';
import type { Words } from '../../words/en.ts';
import { buttons, heading, mainButton, message, quietButton, text } from '../components.ts';
import { escapeText } from '../escape-text.ts';
import { improveButtons } from '../improve-buttons.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** Everything a member told us for matching, for their eyes only. */
export function renderProfile(
  { profile, state }: { profile: Profile; state: Member['state'] },
  context: ViewContext,
): MessageBody {
  const { words, ids, guild } = context;
  const said = words.replies.profile;
  const isAway = state.kind === 'paused' || state.kind === 'resting';
  return message(
    'sky',
    heading(said.title),
    text(state.kind === 'paused' ? said.state.paused(words.labels.day(state.until)) : said.state[state.kind]),
    text(...profileLines(profile, words)),
    improveButtons(['styles', 'support', 'skills'], context),
    buttons(
      isAway ? mainButton(words.buttons.comeBack, ids({ action: 'come-back', subject: '', guild })) : null,
      quietButton(words.buttons.changeProfile, ids({ action: 'edit-profile', subject: '', guild })),
    ),
  );
}

function profileLines(profile: Profile, { labels, replies }: Words): string[] {
  const said = replies.profile;
  const line = (name: string, items: readonly string[]) =>
    `**${name}:** ${items.length > 0 ? labels.list(items) : said.open}`;
  const level = profile.level === null ? [] : [labels.levels[profile.level]];
  return [
    line(said.zone, [escapeText(profile.zone, 60)]),
    line(
      said.languages,
      profile.languages.map((language) => labels.languages[language]),
    ),
    line(
      said.freeTimes,
      profile.freeTimes.map((part) => labels.dayPart(part)),
    ),
    line(
      said.values,
      profile.values.map((value) => `${value === profile.starred ? '★ ' : ''}${labels.values[value]}`),
    ),
    line(
      said.supportWanted,
      profile.supportWanted.map((support) => labels.supports[support].label),
    ),
    line(
      said.supportOffered,
      profile.supportOffered.map((support) => labels.supports[support].label),
    ),
    line(
      said.themes,
      profile.themes.map((theme) => labels.themes[theme]),
    ),
    line(said.styles, profile.styles ? [styleNames(profile.styles, labels)] : []),
    line(said.skillsOffered, skillNames(profile.skillsOffered)),
    line(said.skillsSought, skillNames(profile.skillsSought)),
    line(said.level, profile.similarLevelMatters ? [...level, said.similarLevel] : level),
  ];
}

/** Ten skills of 40 characters at most; the form asks for a handful. */
function skillNames(skills: readonly string[]): string[] {
  return skills
    .slice(0, 10)
    .map((skill) => escapeText(skill, 40))
    .filter((skill) => skill !== '');
}

function styleNames(styles: Styles, labels: Words['labels']): string {
  return (['structuredFlexible', 'drivingReflective', 'visionaryMethodical'] as const)
    .map((axis) => labels.styles[axis].scale[styles[axis] + 2] ?? labels.styles[axis].title)
    .join('; ');
}
