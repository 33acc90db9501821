/**
 * A refusal as Discord writes it: an HTTP status, a JSON error code and a sentence.
 * Codes and sentences: discord/discord-api-docs developers/topics/opcodes-and-status-codes.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;

  constructor(status: number, code: number, message: string, errors?: unknown) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The JSON body that goes over the wire. */
  body(): { message: string; code: number; errors?: unknown } {
    return {
      message: this.message,
      code: this.code,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

/** The refusals that depend on the state of the world, each with Discord's own status, code and sentence. */
export const refusals = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  unknownRoute: () => new ApiError(404, 0, '404: Not Found'),
  unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new ApiError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new ApiError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
  unknownRole: () => new ApiError(404, 10011, 'Unknown Role'),
  unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  unknownApplication: () => new ApiError(404, 10002, 'Unknown Application'),
  unknownOverwrite: () => new ApiError(404, 10009, 'Unknown Overwrite'),
  unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new ApiError(404, 10063, 'Unknown application command'),
  unknownEvent: () => new ApiError(404, 10070, 'Unknown Guild Scheduled Event'),
  notThisApplication: () =>
    new ApiError(403, 20012, 'You are not authorized to perform this action on this application'),
  tooManyPins: () => new ApiError(400, 30003, 'Maximum number of pins reached for this channel (250)'),
  tooManyRoles: () => new ApiError(400, 30005, 'Maximum number of guild roles reached (250)'),
  tooManyChannels: () => new ApiError(400, 30013, 'Maximum number of guild channels reached (500)'),
  tooManyCommands: () => new ApiError(400, 30032, 'Maximum number of application commands reached'),
  tooManyThreadMembers: () =>
    new ApiError(400, 30033, 'Maximum number of thread participants has been reached (1000)'),
  tooManyEvents: () => new ApiError(400, 30038, 'Maximum number of guild scheduled events reached (100)'),
  alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  notOnADirectMessage: () => new ApiError(400, 50003, 'Cannot execute action on a DM channel'),
  notTheAuthor: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new ApiError(400, 50006, 'Cannot send an empty message'),
  directMessagesClosed: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
  notATextChannel: () => new ApiError(400, 50008, 'Cannot send messages in a non-text channel'),
  missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
  wrongBulkDelete: () =>
    new ApiError(400, 50016, 'You can only bulk delete between 2 and 100 messages at once'),
  systemMessage: () => new ApiError(403, 50021, 'Cannot execute action on a system message'),
  wrongChannelType: () => new ApiError(400, 50024, 'Cannot execute action on this channel type'),
  invalidWebhookToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  invalidRecipient: () => new ApiError(400, 50033, 'Invalid Recipient(s)'),
  tooOldToBulkDelete: () =>
    new ApiError(400, 50034, 'A message provided was too old to bulk delete (older than 14 days)'),
  archivedThread: () => new ApiError(400, 50083, 'Thread is archived'),
  noMutualGuild: () =>
    new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
  threadExists: () => new ApiError(400, 160004, 'A thread has already been created for this message'),
  lockedThread: () => new ApiError(400, 160005, 'Thread is locked'),
  tooManyThreads: () => new ApiError(400, 160006, 'Maximum number of active threads reached'),
  cannotReply: () => new ApiError(400, 160002, 'Cannot reply without permission to read message history'),
} as const;

/** Discord's 50035, with the tree that names one field: `formError('parent_id', 'CODE', 'sentence')`. */
export function formError(path: string, code: string, message: string): ApiError {
  let errors: unknown = { _errors: [{ code, message }] };
  for (const key of path.split('.').reverse()) errors = { [key]: errors };
  return new ApiError(400, 50035, 'Invalid Form Body', errors);
}
