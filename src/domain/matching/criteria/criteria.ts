import { complementaryStyles } from './complementary-styles.ts';
import type { Condition, Wanted } from './criterion.ts';
import { goalThemes } from './goal-themes.ts';
import { languageInCommon } from './language-in-common.ts';
import { mutualSupport } from './mutual-support.ts';
import { notApart } from './not-apart.ts';
import { overlap } from './overlap.ts';
import { rhythm } from './rhythm.ts';
import { sharedFreeHours } from './shared-free-hours.ts';
import { sharedValues } from './shared-values.ts';
import { skillsAndLevel } from './skills-and-level.ts';

export const CONDITIONS: readonly Condition[] = [notApart, languageInCommon, sharedFreeHours];

export const WANTED: readonly Wanted[] = [
  sharedValues,
  complementaryStyles,
  mutualSupport,
  goalThemes,
  skillsAndLevel,
  overlap,
  rhythm,
];
