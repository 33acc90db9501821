import type { ChannelId } from '#domain/ids';
import type { PermissionCheck } from '#use-cases/ports/announcer';
import { buttons, heading, mainButton, message, text } from '../components.ts';
import { mentionChannel } from '../mention.ts';
import type { MessageBody, ViewContext } from '../message-body.ts';

export function renderSetupStarted(
  { lobby, again }: { lobby: ChannelId | null; again: boolean },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const where = lobby && mentionChannel(lobby);
  return message(
    'warm',
    text(again ? words.setup.again(where) : words.setup.started(where), words.setup.next),
    buttons(mainButton(words.buttons.checkSetup, ids({ action: 'check-setup', subject: '', guild }))),
  );
}

/** Every permission that was tried, in words, and how to grant what is missing. */
export function renderSetupCheck(
  { checks }: { checks: PermissionCheck[] },
  { words, ids, guild }: ViewContext,
): MessageBody {
  const { setup } = words;
  const missing = checks.filter(({ ok }) => !ok);
  const lines = checks.map(({ permission, where, ok }) => {
    const { name, why } = setup.permissions[permission];
    return (ok ? setup.granted : setup.toGrant)(name, setup.where[where], why);
  });
  const how = (['server', 'lobby'] as const).map((place) => {
    const names = missing
      .filter(({ where }) => where === place)
      .map(({ permission }) => setup.permissions[permission].name);
    return names.length > 0 ? setup.how[place](words.labels.list(names)) : null;
  });
  return message(
    'sky',
    heading(setup.checkTitle),
    text(...lines),
    missing.length > 0 ? text(setup.missing(missing.length), ...how, setup.thenAgain) : text(setup.allGood),
    buttons(mainButton(words.buttons.checkSetup, ids({ action: 'check-setup', subject: '', guild }))),
  );
}
