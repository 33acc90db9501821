import type { GuildId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { MintId } from '../../custom-ids.ts';
import type { Words } from '../../words/en.ts';
import { message, quietButton, sectionWithButton, text } from '../components.ts';
import { escapeText } from '../escape-text.ts';
import type { MessageBody } from '../message-body.ts';

/** What a choice among partnerships is for: its buttons mean that action on the partnership chosen. */
export type ChooseWith = {
  action: 'check-in' | 'minimum' | 'rest' | 'view-partner' | 'charter-edit' | 'end';
  ids: MintId;
  guild: GuildId;
};

/** Each choice is three components of the 40 a message may have. */
const CHOICES_SHOWN = 10;

/** Says no in words that tell what to do next; a new kind of refusal does not compile until it is here. */
export function renderRefusal(refusal: Refusal, words: Words, choose?: ChooseWith): MessageBody {
  if (refusal.kind !== 'which-partnership' || !choose) return message('calm', text(sentence(refusal, words)));
  const { action, ids, guild } = choose;
  const choices = refusal.choices.slice(0, CHOICES_SHOWN).map(({ partnership, others }) => {
    const names = others.map((user) => (user === '' ? words.labels.formerPartner : `<@${user}>`));
    const choice = quietButton(words.buttons.thisOne, ids({ action, subject: partnership, guild }));
    return sectionWithButton(words.labels.list(names), choice);
  });
  return message('calm', text(words.refusals.whichPartnership), ...choices);
}

function sentence(refusal: Refusal, words: Words): string {
  const said = words.refusals;
  switch (refusal.kind) {
    case 'not-set-up':
      return said.notSetUp;
    case 'only-in-server':
      return said.onlyInServer;
    case 'not-a-member':
      return said.notAMember;
    case 'not-allowed':
      return said.notAllowed[refusal.needs];
    case 'not-for-you':
      return said.notForYou;
    case 'expired':
      return said.expired;
    case 'not-found':
      return said.notFound[refusal.what];
    case 'already-done':
      return said.alreadyDone;
    case 'unknown-zone': {
      const given = said.unknownZone(escapeText(refusal.given, 100));
      const suggestions = refusal.suggestions.slice(0, 5).map((zone) => `\`${zone}\``);
      const next = suggestions.length > 0 ? said.didYouMean(words.labels.either(suggestions)) : said.tryACity;
      return `${given} ${next}`;
    }
    case 'invalid-input':
      return said.problem[refusal.problem](said.fields[refusal.field], refusal.limit ?? null);
    case 'which-partnership':
      return said.whichPartnershipElsewhere;
    case 'charter-changed':
      return said.charterChanged(refusal.version);
    case 'no-one-to-match':
      return said.noOneToMatch(refusal.available);
    case 'vote-closed':
      return said.voteClosed;
    case 'not-your-message':
      return said.notYourMessage;
  }
}
