import type { Styles } from '../profile.ts';
import type { Wanted } from './criterion.ts';

const AXES = ['structuredFlexible', 'drivingReflective', 'visionaryMethodical'] as const;
/** Steps apart at which a difference is worth a word. */
const NOTABLE = 2;

/** Difference on structure, drive and vision, in steps (Dryer and Horowitz 1997: opposites fit on control). */
export const complementaryStyles: Wanted = {
  kind: 'wanted',
  name: 'styles',
  most: 12,
  weigh: (a, b) =>
    stepsApart('structuredFlexible', a.styles, b.styles) +
    stepsApart('drivingReflective', a.styles, b.styles) +
    stepsApart('visionaryMethodical', a.styles, b.styles),
  explain: (a, b) => {
    let widest: keyof Styles = AXES[0];
    for (const axis of AXES) {
      if (stepsApart(axis, a.styles, b.styles) > stepsApart(widest, a.styles, b.styles)) widest = axis;
    }
    return stepsApart(widest, a.styles, b.styles) < NOTABLE
      ? {}
      : { difference: { kind: 'style', axis: widest } };
  },
};

function stepsApart(axis: keyof Styles, a: Styles | null, b: Styles | null): number {
  return a && b ? Math.abs(a[axis] - b[axis]) : 0;
}
