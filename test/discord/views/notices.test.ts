import { describe, expect, it } from 'vitest';
import { createCustomIds } from '#discord/custom-ids';
import { renderNotice } from '#discord/views/render-notice';
import { renderRated } from '#discord/views/replies/rated';
import { renderRefusal } from '#discord/views/replies/refusal';
import type { Notice } from '#use-cases/ports/notices';
import { customIdsOf, labelsOf, textOf } from './components-of.ts';
import { ana, ben, closesAt, context, gone, guild, now, partnership, proposal, vote } from './facts.ts';
import { noticeExamples } from './notice-examples.ts';
import { refusalExamples } from './refusal-examples.ts';

const { parse } = createCustomIds([{ id: 'test', key: Buffer.alloc(32, 7) }]);
const render = (notice: Notice) => renderNotice(notice, context);
const clicksOf = (body: unknown) => customIdsOf(body).map((id) => parse(id, now).unwrap());
const actionsOf = (body: unknown) => clicksOf(body).map(({ action }) => action);
const examples = noticeExamples('text');

describe('every prompt', () => {
  it.each(
    [...examples.prompt, ...examples['rhythm-prompt']].map((notice) => [notice.kind, notice] as const),
  )('can be answered by a check-in, a small one, or rest (%s)', (_kind, notice) => {
    const body = render(notice);
    expect(actionsOf(body)).toEqual(expect.arrayContaining(['check-in', 'minimum', 'rest']));
    expect(labelsOf(body)).toContain('Rest a week');
  });

  it('calls those it is for by name and says in words where the trial stands', () => {
    const [prompt] = examples.prompt;
    const said = textOf(render(prompt!));
    expect(said).toContain('<@2222222222222222222> and <@3333333333333333333>');
    expect(said).toContain('Day 1 of 14. 2 steps of 4 behind you, 5 check-ins so far.');
  });

  it('asks for supported or pressured on day 7 only, and for a vote on day 14 only', () => {
    const actions = (day: number) => actionsOf(render(examples.prompt.find((notice) => notice.day === day)!));
    expect(actions(7)).toEqual(expect.arrayContaining(['supported', 'pressured']));
    expect(actions(14)).toContain('vote');
    for (const day of [1, 3, 14]) expect(actions(day)).not.toContain('pressured');
    for (const day of [1, 3, 7]) expect(actions(day)).not.toContain('vote');
  });

  it('says kindly when it comes later than planned, and that there is no backlog after a pause', () => {
    const said = textOf(render(examples.prompt[0]!));
    expect(said).toContain('later than planned');
    expect(said).toContain('no backlog');
    expect(textOf(render(examples.prompt.at(-1)!))).not.toMatch(/later than planned|backlog|energy is/);
  });
});

describe('a proposal', () => {
  it('names both, what they share, one useful difference and both clocks', () => {
    const said = textOf(render(examples.proposal[0]!));
    expect(said).toContain('<@2222222222222222222>');
    expect(said).toContain('<@3333333333333333333> can share text');
    expect(said).toContain('Honesty');
    // Monday 00:00 UTC on 30 March 2026: Berlin is already in summer time.
    expect(said).toContain('Monday 02:00 for you, Monday 05:30 for <@3333333333333333333>');
    expect(said).toContain(`<t:${closesAt.getTime() / 1000}:R>`);
  });

  it('speaks to its reader as "you" when the support comes from them', () => {
    expect(textOf(render(examples.proposal[2]!))).toContain(
      'you like to give what they are looking for: listening',
    );
  });

  it('offers yes, not this time and a question until it closes, and nothing after', () => {
    const ids = customIdsOf(render(examples.proposal[0]!));
    expect(ids.map((id) => parse(id, now).unwrap())).toEqual([
      { action: 'accept', subject: proposal, guild, extra: null },
      { action: 'decline', subject: proposal, guild, extra: null },
      { action: 'ask', subject: proposal, guild, extra: null },
    ]);
    for (const id of ids) expect(parse(id, closesAt).unwrapErr()).toBe('expired');
  });
});

describe('a person whose account is no longer known', () => {
  it('is "a former partner"', () => {
    expect(textOf(render({ kind: 'proposal-closed', other: gone }))).toContain('a former partner');
    const pulse = { kind: 'pulse', answer: 'hand' } as const;
    expect(textOf(render({ kind: 'check-in', partnership, from: gone, what: pulse }))).toMatch(
      /^A former partner/,
    );
  });
});

describe('a charter', () => {
  it("is prefilled in the reader's language from the values both share until somebody writes", () => {
    const said = textOf(render(examples.charter[1]!));
    expect(said).toContain('We share Honesty, Kindness, Curiosity, Growth, and Courage.');
    expect(said).toContain('place to start from');
  });

  it('is signed for the version that is shown', () => {
    expect(clicksOf(render(examples.charter[0]!))).toContainEqual({
      action: 'sign',
      subject: partnership,
      guild,
      extra: '12',
    });
  });

  it('signed by everyone tells the first day and can still be changed', () => {
    const body = render(examples.charter[2]!);
    expect(textOf(body)).toContain('Your 14 days begin on Saturday, March 28');
    expect(actionsOf(body)).toEqual(['charter-edit']);
  });

  it('shows what people wrote without letting it format or call', () => {
    const [notice] = noticeExamples('[x](https://evil.example) @everyone **b**').charter;
    expect(textOf(render(notice!))).toContain('\\[x\\](https://evil.example) @\u200Beveryone \\*\\*b\\*\\*');
  });
});

describe('a vote', () => {
  it('tells its result with energy and momentum as words, never as numbers', () => {
    for (const notice of examples['vote-result']) {
      const said = textOf(render({ ...notice, next: null }));
      expect(said.replaceAll('14', '')).not.toMatch(/\d/);
    }
    expect(textOf(render(examples['vote-result'][0]!))).toContain('Your energy together: good.');
  });

  it('that ends in a pause offers to pick it up, to choose how long, or to say farewell', () => {
    const clicks = clicksOf(render(examples['vote-result'][2]!));
    expect(clicks.map(({ action, extra }) => (extra ? `${action} ${extra}` : action))).toEqual([
      'resume',
      'end',
      'pause-days 7',
      'pause-days 14',
      'pause-days 21',
      'pause-days 28',
    ]);
  });

  it('given more time speaks to everybody alike', () => {
    const body = render({ kind: 'vote-extension', vote, closesAt });
    expect(textOf(body)).not.toContain('<@');
    expect(actionsOf(body)).toEqual(['vote']);
  });
});

describe('the checklist', () => {
  it('tells done, next and to come in words, not by sign alone', () => {
    const said = textOf(render(examples.checklist[0]!)).split('\n');
    expect(said.filter((line) => line.includes('(done,'))).toHaveLength(2);
    expect(said.filter((line) => line.includes('(next,'))).toHaveLength(1);
    expect(said.filter((line) => line.includes('(to come,'))).toHaveLength(1);
  });
});

describe('a check-in', () => {
  it('shows a listed feeling by its name and any other as it was typed', () => {
    const what = { kind: 'micro', progress: 'a page', blockers: '', supportWanted: null } as const;
    const say = (feeling: string) =>
      textOf(render({ kind: 'check-in', partnership, from: ana, what: { ...what, feeling } }));
    expect(say('calm')).toContain('Feeling: Calm');
    expect(say('**loud**')).toContain('Feeling: \\*\\*loud\\*\\*');
    expect(say('toString')).toContain('Feeling: toString');
    expect(say('')).not.toContain('Feeling');
    expect(say('')).not.toContain('In the way');
  });
});

describe('the joining panel', () => {
  it('says before anybody joins what is stored and who can read it, and its button never expires', () => {
    const body = render({ kind: 'joining-panel' });
    const said = textOf(body);
    for (const part of [
      'stored encrypted',
      'private threads too',
      'not clinicians',
      'round the clock',
      'Discord',
    ])
      expect(said).toContain(part);
    const [join = ''] = customIdsOf(body);
    expect(parse(join, new Date('2099-01-01')).unwrap().action).toBe('join');
  });
});

describe('resting', () => {
  it('tells until when and never why', () => {
    expect(textOf(render(examples.rest[0]!))).toBe(
      '<@2222222222222222222> is resting until Thursday, April 2. Everything keeps until then.',
    );
  });
});

describe('somebody who feels pressured', () => {
  it('is offered private choices, all under their own control', () => {
    expect(actionsOf(renderRated({ rating: 'pressured', partnership }, context))).toEqual([
      'slower',
      'charter-edit',
      'rest',
      'talk',
      'end',
    ]);
    expect(actionsOf(renderRated({ rating: 'supported', partnership }, context))).toEqual([]);
  });
});

describe('a refusal', () => {
  const { words, ids } = context;

  it('says more than no: at least two clauses, and never nothing', () => {
    for (const refusal of Object.values(refusalExamples('Atlantis')).flat()) {
      const said = textOf(renderRefusal(refusal, words));
      expect(said.match(/[.;?:,]\s/gu)?.length ?? 0, refusal.kind).toBeGreaterThanOrEqual(1);
    }
  });

  it('for an unknown zone repeats it, escaped, with cities to choose from', () => {
    const [refusal] = refusalExamples('**Atlantis**')['unknown-zone'];
    expect(textOf(renderRefusal(refusal!, words))).toBe(
      'I do not know a time zone called "\\*\\*Atlantis\\*\\*". Did you mean `Europe/Berlin` or `Asia/Kolkata`? Open the form again and enter one of these.',
    );
  });

  it('that asks which partnership offers each by name, with a button for what was asked', () => {
    const choices = [
      { partnership, others: [ben.user!] },
      { partnership: 'OTHERAAAAAAAAAAA' as typeof partnership, others: [''] },
    ];
    const body = renderRefusal({ kind: 'which-partnership', choices }, words, { action: 'rest', ids, guild });
    expect(textOf(body)).toContain('<@3333333333333333333>\na former partner');
    expect(clicksOf(body)).toEqual([
      { action: 'rest', subject: partnership, guild, extra: null },
      { action: 'rest', subject: 'OTHERAAAAAAAAAAA', guild, extra: null },
    ]);
  });
});
