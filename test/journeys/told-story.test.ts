import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventLog } from '../../src/sandbox/local-discord/event-log.ts';
import { compareOutcomes } from '../../src/sandbox/story/compare-outcomes.ts';
import { tellStory } from '../../src/sandbox/story/tell-story.ts';
import type { Town } from '../../src/sandbox/town.ts';
import { openTown } from './open-town.ts';

let town: Town;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ town, close } = await openTown());
});
afterAll(() => close());

describe('a story that tells itself', () => {
  it('names a message and who could see it in every line, and notices when what was stored is not what was seen', async () => {
    const lines: string[] = [];
    const { story, compared } = await tellStory(town, 4, (line) => lines.push(line));
    const told = lines.filter((line) => line !== '' && !line.startsWith('\n—'));
    expect(told.length).toBeGreaterThan(50);
    for (const line of told)
      expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}\d{17,20} {2}\[[^\]]+ [^\]]+\] \S/);
    expect(compared.map(({ stored, agrees }) => [stored, agrees])).toEqual([
      ['continue', true],
      ['tweak', true],
      ['continue', true],
    ]);

    const { log } = town.discord;
    const without = (words: RegExp) => ({
      of: ((kind, since) =>
        log.of(kind, since).filter((entry) => !words.test(JSON.stringify(entry)))) as EventLog['of'],
    });
    const unseen = await compareOutcomes(town, story, without(/A few changes, then on/));
    expect(unseen.filter(({ agrees }) => !agrees).map(({ stored }) => stored)).toContain('tweak');
    expect((await compareOutcomes(town, story, without(/On you go/))).every(({ agrees }) => agrees)).toBe(
      false,
    );
  });
});
