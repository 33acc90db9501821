import type { GuildId, RowId } from '#domain/ids';
import type { Announcer, Dispatch, Dispatched } from '#use-cases/ports/announcer';

import type { Notice } from '#use-cases/ports/notices';
import type { SendPace } from '#use-cases/ports/send-pace';
import { openLobby } from './announcing/lobby.ts';
import { Answered, type DiscordCall, PacedRest } from './announcing/paced-rest.ts';
import { PLACE_NAMES, partnershipTitle } from './announcing/place-names.ts';
import { edit, post, remove } from './announcing/post.ts';
import { archiveThread, leaveThread, openThread } from './announcing/thread.ts';
import type { CustomIds } from './custom-ids.ts';
import { dispatchedFrom } from './discord-answers.ts';
import type { Logger } from './logger.ts';
import { rowMarks } from './row-marks.ts';
import type { MessageBody } from './views/message-body.ts';
import { renderNotice } from './views/render-notice.ts';
import { wordsFor } from './words/words-for.ts';

export type AnnouncerOptions = {
  token: string;
  /** Another Discord than the real one, such as `http://127.0.0.1:4000/api`. */
  apiUrl?: string | undefined;
  customIds: CustomIds;
  pace: SendPace;
  logger: Logger;
};

/** More rows than a process ever has under way at once. */
const MOST_UNSURE = 10_000;

/**
 * Turns recorded effects into messages, threads and channels, over REST and raw views alone, so that a worker
 * needs no gateway. It answers in the ledger's terms and throws only for bugs. A dispatch ends within
 * 40 seconds, inside the ledger's lease.
 */
export class DiscordAnnouncer implements Announcer {
  /** For `DiscordPresence` and `DiscordServerCheck`: one dead token or refused channel stops all of them. */
  readonly rest: PacedRest;
  readonly #customIds: CustomIds;
  readonly #logger: Logger;
  /**
   * Rows whose last attempt here got no clear answer: Discord may have done it, so the next attempt looks
   * first even though its lease did not run out.
   */
  readonly #unsure = new Set<RowId>();

  constructor({ token, apiUrl, customIds, pace, logger }: AnnouncerOptions) {
    this.rest = new PacedRest({ token, apiUrl, pace });
    this.#customIds = customIds;
    this.#logger = logger;
  }

  async dispatch(dispatch: Dispatch): Promise<Dispatched> {
    const { row } = dispatch;
    try {
      const done = await this.#carryOut(this.rest.begin(), dispatch);
      this.#unsure.delete(row);
      return done;
    } catch (error) {
      if (!(error instanceof Answered)) throw error;
      const { answer } = error;
      if (answer.unsure) this.#remember(row);
      const dispatched = dispatchedFrom(answer, isRemoval(dispatch) ? 'remove' : 'make');
      if (dispatched.kind !== 'done') {
        this.#logger.warn(
          { row, step: dispatch.do, code: answer.code, outcome: dispatched.kind },
          'Discord did not take it',
        );
      }
      return dispatched;
    }
  }

  async #carryOut(call: DiscordCall, dispatch: Dispatch): Promise<Dispatched> {
    const { row, guild, locale } = dispatch;
    const marks = rowMarks(row);
    switch (dispatch.do) {
      case 'post': {
        const body = this.#render(dispatch.notice, locale, guild);
        const look = dispatch.resumed || this.#unsure.has(row);
        const botId = await this.rest.botId(call);
        return post(call, { ...dispatch, body, marks, look, botId });
      }
      case 'edit':
        return edit(call, { ...dispatch, body: this.#render(dispatch.notice, locale, guild) });
      case 'delete':
        return remove(call, dispatch);
      case 'open-lobby':
        return openLobby(call, { ...dispatch, botId: await this.rest.botId(call) });
      case 'open-thread':
        return openThread(call, {
          ...dispatch,
          title: (names) =>
            dispatch.name === 'corner' ? PLACE_NAMES.corner : partnershipTitle(names, locale),
          marks,
          botId: await this.rest.botId(call),
        });
      case 'archive-thread':
        return archiveThread(call, dispatch.channel);
      case 'leave-thread':
        return leaveThread(call, dispatch.channel, dispatch.user);
    }
  }

  #render(notice: Notice, locale: string, guild: GuildId): MessageBody {
    return renderNotice(notice, { words: wordsFor(locale), ids: this.#customIds.mint, guild });
  }

  #remember(row: RowId): void {
    this.#unsure.add(row);
    const oldest = this.#unsure.values().next();
    if (this.#unsure.size > MOST_UNSURE && !oldest.done) this.#unsure.delete(oldest.value);
  }
}

function isRemoval(dispatch: Dispatch): boolean {
  return dispatch.do === 'delete' || dispatch.do === 'archive-thread' || dispatch.do === 'leave-thread';
}
