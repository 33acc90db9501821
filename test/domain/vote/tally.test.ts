import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId, VoteId } from '#domain/ids';
import { moodOf, tallyPair } from '#domain/vote/tally';
import { type Ballot, CHOICES, type Choice, type Level } from '#domain/vote/vote';

const ana = 'ana' as PersonId;
const ben = 'ben' as PersonId;
const ballot = (person: PersonId, choice: Choice, energy: Level = 3, momentum: Level = 3): Ballot => ({
  vote: 'vote' as VoteId,
  person,
  choice,
  energy,
  momentum,
  reason: null,
  castAt: new Date(0),
});
const tally = (a: Choice | null, b: Choice | null, tweaks = 0) =>
  tallyPair([ana, ben], [...(a ? [ballot(ana, a)] : []), ...(b ? [ballot(ben, b)] : [])], tweaks);

describe('the result of a pair', () => {
  it.each([
    ['continue', 'continue', 'continue', false],
    ['continue', 'tweak', 'tweak', false],
    ['tweak', 'tweak', 'tweak', false],
    ['pause', 'continue', 'pause', false],
    ['tweak', 'pause', 'pause', false],
    ['pause', null, 'pause', false],
    ['continue', null, 'pause', true],
    [null, null, 'pause', true],
  ] as const)('%s and %s is %s', (a, b, result, bySilence) => {
    expect(tally(a, b)).toEqual({ result, bySilence });
  });

  it('does not depend on who said what', () => {
    const choice = fc.option(fc.constantFrom(...CHOICES));
    fc.assert(
      fc.property(choice, choice, fc.integer({ min: 0, max: 3 }), (a, b, tweaks) => {
        expect(tally(a, b, tweaks)).toEqual(tally(b, a, tweaks));
      }),
    );
  });

  it('lets two tweaked trials follow each other, and not a third', () => {
    expect(tally('tweak', 'continue', 1).result).toBe('tweak');
    expect(tally('tweak', 'continue', 2).result).toBe('continue');
  });

  it('has one mood for both, and none when nobody spoke', () => {
    expect(moodOf([ballot(ana, 'continue', 2, 5), ballot(ben, 'continue', 4, 4)])).toEqual({
      energy: 3,
      momentum: 5,
    });
    expect(moodOf([])).toBeNull();
  });
});
