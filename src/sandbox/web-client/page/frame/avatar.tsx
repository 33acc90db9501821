const GROUNDS = 10;

/** Two letters on a ground that is always the same for the same name. */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  const ground = bot ? 'avatar of-bot' : `avatar ground-${sum % GROUNDS}`;
  // The letters are drawn by the style: they are a picture of the name beside them, not a second name.
  return <span class={ground} aria-hidden="true" data-letters={bot ? '' : [...name].slice(0, 2).join('')} />;
}
