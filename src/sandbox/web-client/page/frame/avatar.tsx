const GROUNDS = 10;

/** Two letters on a ground that is always the same for the same name. */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (
    <span class={bot ? 'avatar of-bot' : `avatar ground-${sum % GROUNDS}`} aria-hidden="true">
      {bot ? '' : [...name].slice(0, 2).join('')}
    </span>
  );
}
