import type { GuildId, PartnershipId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { MintId } from '../../custom-ids.ts';
import type { Words } from '../../words/en.ts';
import { buttons, message, quietButton, text } from '../components.ts';
import { escapeText, plainText } from '../escape-text.ts';
import type { MessageBody } from '../message-body.ts';

/** What a choice among partnerships is for: its buttons mean that action on the partnership chosen. */
export type ChooseWith = {
  action: 'check-in' | 'minimum' | 'rest' | 'view-partner' | 'charter-edit' | 'end';
  ids: MintId;
  guild: GuildId;
};

/** Four rows of five buttons: more partnerships than anybody may have at once. */
const CHOICES_SHOWN = 20;

/** Says no in words that tell what to do next; a new kind of refusal does not compile until it is here. */
export function renderRefusal(refusal: Refusal, words: Words, choose?: ChooseWith): MessageBody {
  if (refusal.kind !== 'which-partnership' || !choose) return message('calm', text(sentence(refusal, words)));
  const { action, ids, guild } = choose;
  const choices = refusal.choices.slice(0, CHOICES_SHOWN).map(({ partnership, label }) => {
    const subject = partnership as PartnershipId;
    return quietButton(
      plainText(label, 80) || words.buttons.viewPartnership,
      ids({ action, subject, guild }),
    );
  });
  const rows = [0, 5, 10, 15].map((from) => buttons(...choices.slice(from, from + 5)));
  return message('calm', text(words.refusals.whichPartnership), ...rows);
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
    case 'needs-both-names':
      return said.needsBothNames;
    case 'no-one-to-match':
      return said.noOneToMatch(refusal.available);
    case 'resting':
      return said.resting(words.labels.day(refusal.until));
    case 'vote-closed':
      return said.voteClosed;
    case 'not-your-message':
      return said.notYourMessage;
    case 'too-few-people':
      return said.tooFewPeople(refusal.needed);
    case 'no-date-left':
      return said.noDateLeft(refusal.max);
  }
}
