/** What the places are called that the bot makes; a channel's name is the server's, not one reader's. */
export const PLACE_NAMES = {
  category: 'Circles',
  lobby: 'alongside-lobby',
  /** Ends the lobby's topic, by which it is found again however it was renamed. */
  lobbyMark: '· alongside',
  lobbyTopic: 'Find a partner, and see when the next round is.',
  corner: 'your corner',
  /** When nobody's name can be shown. */
  partnership: 'alongside each other',
} as const;

/** "Ana and Ben", in the partnership's language. */
export function partnershipTitle(names: readonly string[], locale: string): string {
  if (names.length === 0) return PLACE_NAMES.partnership;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
