import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelId, UserId } from '#domain/ids';
import type { Choice } from '#domain/vote/vote';
import { Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
  await bench.setUp();
});
afterEach(() => bench.close());

const prompts = () =>
  bench.discord.posts('prompt').map(({ at, notice }) => [notice.day, at.toISOString().slice(0, 16)]);
const votes = async (name: string, choice: Choice) => {
  const { vote } = bench.discord.posts('prompt').at(-1)!.notice;
  return bench.app.castBallot(bench.actor(name), {
    vote: vote!.id,
    choice,
    energy: 4,
    momentum: 3,
    reason: null,
  });
};

describe('a trial', () => {
  it('asks on days 1, 3, 7 and 14, in the free time of both', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.days(15);
    expect(prompts()).toEqual([
      [1, '2026-11-22T17:00'],
      [3, '2026-11-24T17:00'],
      [7, '2026-11-28T17:00'],
      [14, '2026-12-05T17:00'],
    ]);
  });

  it('keeps the local hour over a change of the clocks', async () => {
    const autumn = await Workbench.open(new Date('2026-10-20T12:00:00Z'));
    await autumn.setUp();
    await autumn.beginsTrial('ana', 'ben');
    await autumn.days(15);
    const hours = autumn.discord.posts('prompt').map(({ at }) => at.toISOString().slice(0, 13));
    await autumn.close();
    expect(hours).toEqual(['2026-10-21T16', '2026-10-23T16', '2026-10-27T17', '2026-11-03T17']);
  });

  it('asks again later the same day after an hour away, and says that it is late', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-22T16:00:00Z'));
    await bench.away(3);
    expect(bench.discord.posts('prompt').map(({ notice }) => [notice.day, notice.late])).toEqual([[1, true]]);
  });

  it('does not wake anybody at night to catch up', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-22T16:00:00Z'));
    await bench.away(8);
    expect(prompts()).toEqual([]);
    await bench.hours(12);
    // 13 hours late by the morning: the twelve of the window are over, so it folds into day 3.
    expect(prompts()).toEqual([]);
    await bench.days(3);
    expect(prompts()).toEqual([[3, '2026-11-24T17:00']]);
  });

  it('never misses the final review, however long the bot was away', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-12-05T12:00:00Z'));
    await bench.away(72);
    expect(bench.discord.posts('prompt').at(-1)!.notice).toMatchObject({ day: 14, late: true });
  });

  it('leaves two prompts of one trial six hours apart', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-28T18:00:00Z'));
    await bench.app.join(bench.actor('ana'), {
      zone: 'Asia/Tokyo',
      languages: ['en'],
      freeTimes: [0, 3, 6, 9, 12, 15, 18],
      values: ['calm'],
      supportWanted: ['listen'],
    });
    await bench.days(8);
    const times = bench.discord.posts('prompt').map(({ at }) => at.getTime());
    for (const [index, at] of times.slice(1).entries())
      if (bench.discord.posts('prompt')[index]!.notice.day !== 14)
        expect(at - times[index]!).toBeGreaterThanOrEqual(6 * 3_600_000);
  });

  it('plans again what it has not asked yet when somebody changes their zone', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-23T12:00:00Z'));
    for (const name of ['ana', 'ben']) await bench.joins(name, { zone: 'America/New_York' });
    await bench.days(13);
    expect(prompts()).toEqual(
      [
        [1, '2026-11-22T17:00'],
        [3, '2026-11-24T23:00'],
        [7, '2026-11-28T23:00'],
        [14, '2026-12-05T23:00'],
      ].map(([day, at]) => [day, String(at)]),
    );
  });

  it('pings nobody twice on a day', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.days(20);
    const pings = bench.discord.dispatches
      .filter(
        (dispatch) =>
          dispatch.do === 'post' &&
          ['proposal', 'prompt', 'rhythm-prompt', 'charter-reminder', 'vote-extension', 're-entry'].includes(
            dispatch.notice.kind,
          ),
      )
      .flatMap((dispatch) =>
        dispatch.do === 'post'
          ? dispatch.mentions.map((user) => `${user} ${dispatch.at.toISOString().slice(0, 10)}`)
          : [],
      );
    expect(new Set(pings).size).toBe(pings.length);
    expect(pings.length).toBeGreaterThan(4);
  });

  it('leaves somebody who rests in peace, and comes back softly', async () => {
    const partnership = await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-23T12:00:00Z'));
    expect((await bench.app.restAWeek(bench.actor('ana'), { partnership })).unwrap()).toEqual({
      until: '2026-11-30',
    });
    await bench.until(new Date('2026-12-06T12:00:00Z'));
    const asked = bench.discord
      .posts('prompt')
      .map(({ notice }) => [notice.day, notice.to.map(({ user }) => user), notice.softReEntry]);
    expect(asked).toEqual([
      [1, ['ana', 'ben'], false],
      [3, ['ben'], false],
      [7, ['ben'], false],
      [14, ['ana', 'ben'], true],
    ]);
    expect(bench.discord.posts('rest')[0]!.notice.who.user).toBe('ana');
  });

  it('holds the vote until a rest is over', async () => {
    const partnership = await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-12-04T12:00:00Z'));
    await bench.app.restAWeek(bench.actor('ben'), { partnership });
    await bench.days(10);
    expect(prompts().at(-1)).toEqual([14, '2026-12-12T17:00']);
  });

  it('ends kindly when somebody is no longer in the server', async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-11-23T12:00:00Z'));
    bench.gone.add('ben' as UserId);
    await bench.days(14);
    expect(prompts()).toEqual([[1, '2026-11-22T17:00']]);
    expect(bench.discord.posts('partner-left')).toHaveLength(1);
  });
});

describe('the vote', () => {
  beforeEach(async () => {
    await bench.beginsTrial('ana', 'ben');
    await bench.until(new Date('2026-12-05T18:00:00Z'));
  });

  it('closes ten minutes after the last ballot, and a mind can be changed until then', async () => {
    expect((await votes('ana', 'pause')).unwrap().changed).toBe(false);
    await votes('ben', 'continue');
    expect((await votes('ana', 'continue')).unwrap().changed).toBe(true);
    await bench.hours(0.1);
    expect(bench.discord.posts('vote-result')).toEqual([]);
    await bench.hours(0.1);
    expect(bench.discord.posts('vote-result')[0]!.notice).toMatchObject({
      result: 'continue',
      bySilence: false,
      mood: { energy: 4, momentum: 3 },
    });
    expect((await votes('ben', 'pause')).unwrapErr()).toEqual({ kind: 'vote-closed' });
  });

  it('is extended once for silence, and then is a pause and a farewell', async () => {
    await votes('ana', 'continue');
    await bench.hours(47.5);
    expect(bench.discord.posts('vote-extension')).toHaveLength(1);
    expect(bench.discord.posts('vote-extension')[0]!.mentions).not.toEqual(['ben']);
    await bench.hours(48);
    expect(bench.discord.posts('vote-result')[0]!.notice).toMatchObject({ result: 'pause', bySilence: true });
    await bench.days(14);
    expect(bench.discord.posts('farewell')).toHaveLength(1);
  });

  it('never counts the absence of the bot as silence', async () => {
    await bench.hours(40);
    await bench.away(30);
    expect(bench.discord.posts('vote-result')).toEqual([]);
    expect(bench.discord.posts('vote-extension')).toHaveLength(1);
  });

  it('stores an outcome that names nobody', async () => {
    await votes('ana', 'tweak');
    await votes('ben', 'continue');
    await bench.hours(1);
    const [outcome] = (
      await bench.storage.unitOfWork.run(bench.guild, async (unit) => {
        const { ok } = await import('@sapphire/result');
        return ok(await unit.outcomes.between(new Date(0), new Date('2100-01-01')));
      })
    ).unwrap();
    expect(outcome).toMatchObject({ result: 'tweak', bySilence: false, energy: [4, 4], momentum: [3, 3] });
    expect(JSON.stringify(outcome)).not.toMatch(/ana|ben/);
  });

  it('tweaked, reopens the charter and starts another 14 days', async () => {
    await votes('ana', 'tweak');
    await votes('ben', 'tweak');
    await bench.hours(1);
    const { partnership, version } = bench.discord.posts('charter').at(-1)!.notice;
    expect(version).toBe(2);
    for (const name of ['ana', 'ben'])
      (await bench.app.signCharter(bench.actor(name), { partnership, version })).unwrap();
    await bench.days(15);
    expect(
      prompts()
        .slice(4)
        .map(([day]) => day),
    ).toEqual([1, 3, 7, 14]);
  });

  it('paused by choice, comes back softly on its date', async () => {
    await votes('ana', 'pause');
    await votes('ben', 'continue');
    await bench.hours(1);
    const { partnership } = bench.discord.posts('vote-result')[0]!.notice;
    (await bench.app.choosePauseEnd(bench.actor('ana'), { partnership, days: 7 })).unwrap();
    await bench.days(8);
    expect(bench.discord.posts('re-entry')).toHaveLength(1);
    expect(bench.discord.posts('farewell')).toEqual([]);
    await bench.days(8);
    expect(bench.discord.posts('rhythm-prompt')).toHaveLength(1);
  });

  it('continued, goes on in the steady rhythm of the programme', async () => {
    await votes('ana', 'continue');
    await votes('ben', 'continue');
    await bench.days(29);
    expect(bench.discord.posts('rhythm-prompt').map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
      '2026-12-12',
      '2026-12-19',
      '2026-12-26',
      '2027-01-02',
    ]);
  });

  it('counts one ballot for each, however often they click', async () => {
    const results = await Promise.all(Array.from({ length: 30 }, () => votes('ana', 'continue')));
    expect(results.every((result) => result.isOk())).toBe(true);
    await votes('ben', 'continue');
    await bench.hours(1);
    expect(bench.discord.posts('vote-result')).toHaveLength(1);
  });

  it('is refused to anybody else', async () => {
    await bench.joins('eve');
    expect((await votes('eve', 'pause')).unwrapErr()).toEqual({ kind: 'not-for-you' });
    expect((await votes('stranger', 'pause')).unwrapErr()).toEqual({ kind: 'not-a-member' });
  });
});

describe('when Discord says no', () => {
  it('goes to the corner of somebody whose DMs are closed', async () => {
    bench.discord.answer = (dispatch) =>
      dispatch.do === 'post' && 'user' in dispatch.to && dispatch.to.user === 'ana'
        ? { kind: 'degrade', because: 'dm-closed', code: 50007 }
        : null;
    await bench.joins('ana');
    await bench.hours(1);
    const welcome = bench.discord.posts('welcome').at(-1)!;
    expect(welcome.notice.where).toBe('corner');
    expect(welcome.to).toMatchObject({ channel: expect.stringContaining('thread') });
  });

  it('opens a lost thread again, with charter and checklist, and tells a facilitator once', async () => {
    await bench.beginsTrial('ana', 'ben');
    const [first] = bench.discord.posts('why-card');
    const lost = (first!.to as { channel: ChannelId }).channel;
    bench.discord.answer = (dispatch) =>
      dispatch.do === 'post' && 'channel' in dispatch.to && dispatch.to.channel === lost
        ? { kind: 'degrade', because: 'place-gone', code: 10003 }
        : null;
    await bench.days(4);
    const after = bench.discord.posts('prompt').filter(({ to }) => 'channel' in to && to.channel !== lost);
    expect(after.map(({ notice }) => notice.day)).toEqual([1, 3]);
    expect(bench.discord.posts('charter')).toHaveLength(2);
    expect(bench.discord.posts('facilitator-note')).toHaveLength(1);
  });

  it('tries again when Discord is away, without a second message', async () => {
    await bench.beginsTrial('ana', 'ben');
    let refusals = 3;
    bench.discord.answer = (dispatch) =>
      dispatch.do === 'post' && dispatch.notice.kind === 'prompt' && refusals-- > 0
        ? { kind: 'retry', afterMs: 60_000, code: 503 }
        : null;
    await bench.days(2);
    expect(bench.discord.posts('prompt')).toHaveLength(4);
    await bench.days(2);
    expect(bench.discord.posts('prompt').map(({ notice }) => notice.day)).toEqual([1, 1, 1, 1, 3]);
  });

  it('tells a facilitator once about a missing permission, and goes on trying', async () => {
    await bench.beginsTrial('ana', 'ben');
    let locked = true;
    bench.discord.answer = (dispatch) =>
      locked && dispatch.do === 'post' && dispatch.notice.kind === 'prompt'
        ? { kind: 'degrade', because: 'no-permission', code: 50013 }
        : null;
    await bench.until(new Date('2026-11-22T20:30:00Z'));
    locked = false;
    await bench.hours(1);
    expect(bench.discord.posts('facilitator-note')).toHaveLength(1);
    expect(bench.discord.posts('prompt').at(-1)!.notice).toMatchObject({ day: 1 });
  });
});
