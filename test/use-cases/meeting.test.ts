import { ok } from '@sapphire/result';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProposalId, UserId } from '#domain/ids';
import { formRound } from '#domain/matching/form-round';
import { Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
  await bench.setUp();
});
afterEach(() => bench.close());

const answers = (name: string, proposal: ProposalId, answer: 'accept' | 'decline') =>
  bench.app.answerProposal(bench.actor(name), { proposal, answer });

describe('joining', () => {
  it('welcomes somebody once, however often they send the form', async () => {
    await bench.joins('ana');
    await bench.joins('ana', { values: ['growth'] });
    expect(bench.discord.posts('welcome')).toHaveLength(1);
  });

  it('makes one person of a hundred clicks at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        bench.app.join(bench.actor('ana'), {
          zone: 'Berlin',
          languages: ['en'],
          freeTimes: [2],
          values: ['calm'],
          supportWanted: ['listen'],
        }),
      ),
    );
    await bench.settle();
    expect(bench.discord.posts('welcome')).toHaveLength(1);
  });

  it('refuses a zone that is none and keeps nothing', async () => {
    expect((await bench.joins('ana', { zone: 'Atlantis' })).unwrapErr()).toMatchObject({
      kind: 'unknown-zone',
    });
    expect((await bench.app.viewProfile(bench.actor('ana'), {})).unwrapErr()).toEqual({
      kind: 'not-a-member',
    });
  });

  it('stars only a value that was chosen', async () => {
    await bench.joins('ana', { values: ['calm', 'growth'] });
    expect(
      (await bench.app.starValue(bench.actor('ana'), { value: 'growth' })).unwrap().profile.starred,
    ).toBe('growth');
    expect((await bench.app.starValue(bench.actor('ana'), { value: 'faith' })).isErr()).toBe(true);
  });

  it('is not possible before the community is set up', async () => {
    const fresh = await Workbench.open();
    const result = await fresh.joins('ana');
    await fresh.close();
    expect(result.unwrapErr()).toEqual({ kind: 'not-set-up' });
  });

  it('comes back after leaving as the same person', async () => {
    await bench.joins('ana');
    (await bench.app.leave(bench.actor('ana'), {})).unwrap();
    expect((await bench.app.viewProfile(bench.actor('ana'), {})).isErr()).toBe(true);
    expect((await bench.joins('ana')).unwrap().again).toBe(false);
  });
});

describe('a round', () => {
  it('is refused to members without the grant', async () => {
    await bench.joins('ana');
    expect((await bench.app.runRound(bench.actor('ana'), {})).unwrapErr()).toEqual({
      kind: 'not-allowed',
      needs: 'rounds-grant',
    });
  });

  it('says how many are there when nobody can be matched', async () => {
    await bench.joins('ana');
    expect((await bench.round()).unwrapErr()).toEqual({ kind: 'no-one-to-match', available: 1 });
  });

  it('previews without proposing anything', async () => {
    await bench.joins('ana');
    await bench.joins('ben');
    expect((await bench.app.previewRound(bench.actor('olive'), {})).unwrap().pairs).toHaveLength(1);
    await bench.settle();
    expect(bench.discord.posts('proposal')).toEqual([]);
  });

  it('lets the odd one out come first next time', async () => {
    for (const name of ['ana', 'ben', 'eve']) await bench.joins(name);
    const first = (await bench.round()).unwrap();
    expect(first.pairs).toHaveLength(1);
    const [left] = first.left;
    for (const name of ['kim', 'lee']) await bench.joins(name);
    const second = (await bench.round()).unwrap();
    expect(second.pairs.flatMap(({ members }) => members.map(({ user }) => user))).toContain(left!.who.user);
  });

  it('does not propose the same two again soon', async () => {
    for (const name of ['ana', 'ben']) await bench.joins(name);
    (await bench.round()).unwrap();
    await bench.days(4);
    expect((await bench.round()).unwrap().pairs).toEqual([]);
  });

  it('run by ten people at once, makes one offer to each', async () => {
    for (const name of ['ana', 'ben', 'eve', 'kim']) await bench.joins(name);
    await Promise.all(Array.from({ length: 10 }, () => bench.app.runRound(bench.actor('olive'), {})));
    await bench.settle();
    const offered = bench.discord.posts('proposal').map(({ notice }) => notice.you.user);
    expect(offered.sort()).toEqual(['ana', 'ben', 'eve', 'kim']);
  });

  it('leaves out who paused until their day has come', async () => {
    for (const name of ['ana', 'ben']) await bench.joins(name);
    (await bench.app.pauseProfile(bench.actor('ana'), { until: '2026-12-01' })).unwrap();
    expect((await bench.round()).isErr()).toBe(true);
    await bench.until(new Date('2026-12-01T12:00:00Z'));
    expect((await bench.round()).unwrap().pairs).toHaveLength(1);
  });

  it('stops at the thread budget, and those who wait come first', async () => {
    for (const name of ['ana', 'ben', 'eve', 'kim']) await bench.joins(name);
    await bench.storage.unitOfWork.run(bench.guild, async (unit) => {
      const community = (await unit.communities.get())!;
      await unit.communities.save({ ...community, threadBudget: 1 }, community.version);
      return ok(undefined);
    });
    const report = (await bench.round()).unwrap();
    expect(report.pairs).toHaveLength(1);
    expect(report.left.map(({ why }) => why)).toEqual(['no-thread-left', 'no-thread-left']);
    // What was proven was of two pairs.
    expect(report.certificate).toBeNull();
  });

  it('says what is proven of it, and whom the odd one out could join', async () => {
    for (const name of ['ana', 'ben', 'eve']) await bench.joins(name);
    const report = (await bench.app.previewRound(bench.actor('olive'), {})).unwrap();
    expect(report.certificate).toMatchObject({ matched: 2, gap: 0 });
    const [pair] = report.pairs;
    expect(report.left).toEqual([{ who: expect.anything(), why: 'odd-one-out', trio: pair!.members }]);
  });

  const kept = async () => {
    const found = await bench.storage.unitOfWork.run(bench.guild, async (unit) =>
      ok((await unit.rounds.latest())!),
    );
    return found.unwrap();
  };

  it('is kept so that it can be formed again, with its proof', async () => {
    for (const name of ['ana', 'ben', 'eve', 'kim', 'lee']) await bench.joins(name);
    (await bench.round()).unwrap();
    const { pool, weights, seed, on, pairs, left, certificate } = await kept();
    const again = formRound({ pool: pool!, weights: weights!, seed, on, groupSize: 2 });
    expect(again).toMatchObject({ pairs, certificate: certificate! });
    expect(again.left.map(({ person }) => person)).toEqual(left);
    expect(pairs).toHaveLength(2);
  });

  it('keeps the pool it was formed of, though people found each other or paused meanwhile', async () => {
    for (const name of ['ana', 'ben', 'eve']) await bench.joins(name);
    bench.meanwhile = () => bench.app.pauseProfile(bench.actor('ana'), { until: '2027-06-01' });
    (await bench.round()).unwrap();
    expect((await kept()).pool).toHaveLength(3);
  });

  it('keeps nothing of a pool in which somebody has erased themselves meanwhile', async () => {
    for (const name of ['ana', 'ben', 'eve']) await bench.joins(name);
    bench.meanwhile = () => bench.app.eraseMe(bench.actor('ana'), {});
    (await bench.round()).unwrap();
    expect((await kept()).pool).toBeNull();
  });
});

describe('a proposal', () => {
  beforeEach(async () => {
    await bench.joins('ana');
    await bench.joins('ben');
    (await bench.round()).unwrap();
  });
  const proposal = () => bench.proposalsTo('ana')[0]!;

  it('introduces two who both say yes, once', async () => {
    await answers('ana', proposal(), 'accept');
    const clicks = await Promise.all(Array.from({ length: 20 }, () => answers('ben', proposal(), 'accept')));
    await bench.settle();
    expect(clicks.filter((click) => click.isOk())).toHaveLength(1);
    expect(bench.discord.posts('why-card')).toHaveLength(1);
    expect(bench.discord.dispatches.filter((dispatch) => dispatch.do === 'open-thread')).toHaveLength(1);
  });

  it('declined or unanswered, reads the same to the other at the end of its window', async () => {
    await answers('ana', proposal(), 'accept');
    await answers('ben', proposal(), 'decline');
    await bench.hours(71);
    expect(bench.discord.posts('proposal-closed')).toEqual([]);
    await bench.hours(2);
    expect(bench.discord.posts('proposal-closed').map(({ mentions }) => mentions)).toEqual([['ana']]);
    expect((await answers('ana', proposal(), 'accept')).unwrapErr()).toEqual({ kind: 'expired' });
  });

  it('lets a mind be changed while it is open', async () => {
    await answers('ben', proposal(), 'decline');
    await answers('ana', proposal(), 'accept');
    expect((await answers('ben', proposal(), 'accept')).unwrap().state).toBe('introduced');
  });

  it('passes each question on once', async () => {
    const ask = () =>
      bench.app.askQuestion(bench.actor('ana'), { proposal: proposal(), question: 'what-hope' });
    (await ask()).unwrap();
    expect((await ask()).unwrapErr()).toEqual({ kind: 'already-done' });
    await bench.settle();
    expect(bench.discord.posts('proposal-question').map(({ mentions }) => mentions)).toEqual([['ben']]);
  });

  it('is nobody else’s business', async () => {
    await bench.joins('eve');
    expect((await answers('eve', proposal(), 'accept')).unwrapErr()).toEqual({ kind: 'not-for-you' });
  });

  it('rests a profile kindly after three went unanswered, and one button brings it back', async () => {
    for (const name of ['eve', 'kim']) {
      await bench.days(4);
      await bench.joins(name);
      await bench.app.pauseProfile(bench.actor('ben'), { until: '2027-06-01' });
      if (name === 'kim') await bench.app.pauseProfile(bench.actor('eve'), { until: '2027-06-01' });
      (await bench.round()).unwrap();
    }
    await bench.days(4);
    expect(bench.discord.posts('profile-resting').map(({ mentions }) => mentions)).toEqual([['ana']]);
    (await bench.app.resumeProfile(bench.actor('ana'), {})).unwrap();
    expect((await bench.app.viewProfile(bench.actor('ana'), {})).unwrap().state).toEqual({ kind: 'active' });
  });
});

describe('the charter', () => {
  it('reminds whoever has not signed after 72 hours, and dissolves kindly after a week', async () => {
    const partnership = await bench.introduces('ana', 'ben');
    await bench.app.signCharter(bench.actor('ana'), { partnership, version: 1 });
    await bench.hours(73);
    expect(bench.discord.posts('charter-reminder').map(({ mentions }) => mentions)).toEqual([['ben']]);
    await bench.days(5);
    expect(bench.discord.posts('dissolved')).toHaveLength(1);
    expect((await bench.app.signCharter(bench.actor('ben'), { partnership, version: 1 })).isErr()).toBe(true);
  });

  it('does not remind somebody who is talking in the thread', async () => {
    await bench.introduces('ana', 'ben');
    bench.talking.add('ana' as UserId).add('ben' as UserId);
    await bench.hours(73);
    expect(bench.discord.posts('charter-reminder')).toEqual([]);
  });

  it('starts the trial on the next local day after the last signature', async () => {
    const partnership = await bench.introduces('ana', 'ben');
    await bench.app.signCharter(bench.actor('ana'), { partnership, version: 1 });
    const last = await bench.app.signCharter(bench.actor('ben'), { partnership, version: 1 });
    expect(last.unwrap()).toEqual({ signedByAll: true, trialStartsOn: '2026-11-22' });
  });
});

describe('going', () => {
  it('ends a trial without an argument, and the other comes first next time', async () => {
    const partnership = await bench.beginsTrial('ana', 'ben');
    (await bench.app.leave(bench.actor('ana'), {})).unwrap();
    await bench.settle();
    expect(bench.discord.posts('partner-left')).toHaveLength(1);
    expect(bench.discord.dispatches.filter((dispatch) => dispatch.do === 'leave-thread')).toMatchObject([
      { user: 'ana' },
    ]);
    expect((await bench.app.viewPartnership(bench.actor('ben'), { partnership })).isErr()).toBe(true);
    await bench.days(14);
    expect(bench.discord.posts('prompt')).toEqual([]);
  });

  it('erased, leaves nothing that can be named or read, and takes the words out of Discord', async () => {
    const partnership = await bench.beginsTrial('ana', 'ben');
    await bench.days(1);
    const form = { progress: 'a secret of ana', blockers: '', feeling: '', supportWanted: null };
    (await bench.app.checkIn(bench.actor('ana'), { partnership, form })).unwrap();
    await bench.settle();
    (await bench.app.eraseMe(bench.actor('ana'), {})).unwrap();
    await bench.settle();
    expect(bench.discord.dispatches.filter((dispatch) => dispatch.do === 'delete')).toHaveLength(1);
    const stored: unknown[] = [];
    for (const { name } of await bench.storage.db.listCollections().toArray())
      stored.push(...(await bench.storage.db.collection(name).find().toArray()));
    const text = JSON.stringify(stored);
    expect(text).not.toContain('a secret of ana');
    expect(text).not.toMatch(/"ana"/);
    expect(text).toMatch(/"ben"/);
    expect((await bench.app.viewProfile(bench.actor('ana'), {})).unwrapErr()).toEqual({
      kind: 'not-a-member',
    });
  });

  it('erased while words are on their way, takes them back as they arrive', async () => {
    const partnership = await bench.beginsTrial('ana', 'ben');
    await bench.days(1);
    bench.discord.answer = async (dispatch) => {
      if (dispatch.do === 'post' && dispatch.notice.kind === 'check-in')
        (await bench.app.eraseMe(bench.actor('ana'), {})).unwrap();
      return null;
    };
    (await bench.app.minimumCheckIn(bench.actor('ana'), { partnership })).unwrap();
    await bench.settle();
    expect(bench.discord.dispatches.filter((dispatch) => dispatch.do === 'delete')).toHaveLength(1);
  });
});
