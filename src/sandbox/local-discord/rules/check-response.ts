/**
 * Says what is wrong with an answer of ours, or `undefined` when it is what Discord's API description promises
 * for this route. A sentence here is a defect of the local Discord, not of the bot.
 */
export function checkResponse(_route: string, _body: unknown): string | undefined {
  return undefined;
}
