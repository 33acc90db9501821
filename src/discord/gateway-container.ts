import type { App } from '#use-cases/app';
import type { CustomIds } from './custom-ids.ts';
import type { InFlight } from './in-flight.ts';
import type { Logger } from './logger.ts';
import type { Respond } from './respond.ts';

/**
 * What pieces reach through Sapphire's container, which is one for the whole process. `startGateway` fills it
 * before any piece is loaded.
 */
declare module '@sapphire/pieces' {
  interface Container {
    app: App;
    customIds: CustomIds;
    respond: Respond;
    /** The room's logger; Sapphire's own `logger` is a mouthpiece of it. */
    log: Logger;
    /** The domain's clock: it decides whether a button has expired. */
    now: () => Date;
    /** What is being answered right now. */
    inFlight: InFlight;
    /** Told about every command that Discord did not take. */
    onRegistryError: (error: unknown) => void;
  }
}
