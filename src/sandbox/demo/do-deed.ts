import { Actor } from '../local-discord/harness/actor.ts';
import type { LocalDiscord } from '../local-discord/local-discord.ts';
import { checksIn, joins, votes } from '../acts.ts';
import { CAST } from './cast.ts';
import type { Deed } from './next-deed.ts';
import type { Remembered } from './state-folder.ts';

/** Wall time that somebody waits for what they expect to see. */
const PATIENCE_MS = 8_000;

/** Lets somebody of the cast do one thing, with the buttons and forms that anybody would use. */
export const doDeed = async (discord: LocalDiscord, remembered: Remembered, deed: Deed): Promise<void> => {
  const actor = new Actor(discord, deed.account, PATIENCE_MS);
  const part = CAST.find(({ slug }) => remembered.accounts[slug] === deed.account);
  switch (deed.kind) {
    case 'set up':
      actor.goesTo(remembered.generalId);
      await actor.runs('/setup start', { programme: 'soft', facilitators: remembered.facilitatorRoleId });
      return;
    case 'join':
      actor.goesTo(remembered.generalId);
      if (part?.answers) await joins(actor, part.answers);
      return;
    case 'run a round':
      actor.goesTo(remembered.generalId);
      await actor.runs('/match run');
      return;
    case 'accept':
      await actor.clicks('Yes, introduce us');
      return;
    case 'sign':
      await actor.clicks('Sounds good');
      return;
    case 'suggest':
      await actor.clicks('Suggest a change');
      await actor.submits({ norms: deed.norms });
      return;
    case 'check in':
      if (deed.progress === null) await actor.clicks('Small check-in');
      else await checksIn(actor, deed.progress);
      return;
    case 'rate':
      await actor.clicks(deed.label);
      return;
    case 'vote':
      await votes(actor, deed.vote.choice, deed.vote);
  }
};
