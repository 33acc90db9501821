import { badButtonsAndSelects } from './bad-payloads/buttons-and-selects.ts';
import { badCommands } from './bad-payloads/commands.ts';
import { badLayouts } from './bad-payloads/layouts.ts';
import { badMessages } from './bad-payloads/messages.ts';
import { badModalsAndCallbacks } from './bad-payloads/modals-and-callbacks.ts';
import { badPlacesAndEvents } from './bad-payloads/places-and-events.ts';
import type { BadPayload } from './bad-payloads/bad-payload.ts';

/** Reviewed against discord-api-docs of August 2026, one row per rule. */
export const badPayloads: BadPayload[] = [
  ...badMessages,
  ...badLayouts,
  ...badButtonsAndSelects,
  ...badModalsAndCallbacks,
  ...badCommands,
  ...badPlacesAndEvents,
];
