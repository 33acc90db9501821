import type { CharterText } from '#domain/charter/charter';
import type { LocalDate, PartnershipId } from '#domain/ids';
import type { Value } from '#domain/matching/profile';
import { charterLines } from '../charter-lines.ts';
import { buttons, heading, mainButton, message, quietButton, text } from '../components.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

/** The agreement, to be read by one of its people; the prefilled page when nobody has changed it yet. */
export function renderCharterReading(
  charter: { partnership: PartnershipId; version: number; text: CharterText | null; values: Value[] },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const { partnership, version, values } = charter;
  const page = charter.text ?? words.charter.starting(values.map((value) => words.labels.values[value]));
  const about = { subject: partnership, guild, extra: String(version) };
  return message(
    'warm',
    heading(words.notices.charter.title(version)),
    ...charterLines(page, words),
    buttons(
      mainButton(words.buttons.sign, ids({ action: 'sign', ...about })),
      quietButton(words.buttons.suggestChange, ids({ action: 'charter-edit', ...about })),
    ),
  );
}

export function renderCharterWritten({ version }: { version: number }, { words }: ViewContext): MessageBody {
  return message('warm', text(words.replies.charter.saved(version)));
}

export function renderCharterSigned(
  { signedByAll, trialStartsOn }: { signedByAll: boolean; trialStartsOn: LocalDate | null },
  { words }: ViewContext,
): MessageBody {
  const said = words.replies.charter;
  const startsOn = trialStartsOn && words.labels.day(trialStartsOn);
  return message('warm', text(signedByAll ? said.signedByAll(startsOn) : said.signed));
}
