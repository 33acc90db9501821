import { SUPPORTS, THEMES, type Profile, type Styles } from '#domain/matching/profile';
import { checkboxesField, checkboxField, form, selectField, textField, type Form } from '../fields.ts';
import type { ViewContext } from '../message-body.ts';

const LEVELS = [1, 2, 3, 4, 5] as const;
const SKILLS_LIMIT = 200;

/** How somebody works, on three axes; the answers are numbers from -2 to 2 under the names in `Styles`. */
export function stylesForm({ styles }: Profile, { words, ids, guild }: ViewContext): Form {
  const said = words.forms.styles;
  const axis = (name: keyof Styles) =>
    selectField(
      name,
      { ...said[name], placeholder: said.placeholder },
      words.labels.styles[name].scale.map((label, at) => ({ label, value: String(at - 2) })),
      { chosen: styles ? [String(styles[name])] : [], least: 1, most: 1 },
    );
  return form(ids({ action: 'styles-form', subject: '', guild }), said.title, [
    axis('structuredFlexible'),
    axis('drivingReflective'),
    axis('visionaryMethodical'),
  ]);
}

/** Support offered and themes, under the names in `ProfileImprovement`; both may stay empty. */
export function supportForm(profile: Profile, { words, ids, guild }: ViewContext): Form {
  const said = words.forms.support;
  return form(ids({ action: 'support-form', subject: '', guild }), said.title, [
    checkboxesField(
      'supportOffered',
      said.supportOffered,
      SUPPORTS.map((value) => ({ value, ...words.labels.supports[value] })),
      { chosen: profile.supportOffered, least: 0 },
    ),
    selectField(
      'themes',
      said.themes,
      THEMES.map((value) => ({ value, label: words.labels.themes[value] })),
      { chosen: profile.themes, least: 0, most: THEMES.length },
    ),
  ]);
}

/** Skills as typed, level as a number from 1 to 5 or nothing, under the names in `ProfileImprovement`. */
export function skillsForm(profile: Profile, { words, ids, guild }: ViewContext): Form {
  const said = words.forms.skills;
  const typed = (skills: readonly string[]) => ({
    value: skills.join(', '),
    most: SKILLS_LIMIT,
    required: false,
    long: false,
  });
  return form(ids({ action: 'skills-form', subject: '', guild }), said.title, [
    textField('skillsOffered', said.skillsOffered, typed(profile.skillsOffered)),
    textField('skillsSought', said.skillsSought, typed(profile.skillsSought)),
    selectField(
      'level',
      said.level,
      LEVELS.map((level) => ({ value: String(level), label: words.labels.levels[level] })),
      { chosen: profile.level === null ? [] : [String(profile.level)], least: 0, most: 1 },
    ),
    checkboxField('similarLevelMatters', said.similarLevelMatters, profile.similarLevelMatters),
  ]);
}
