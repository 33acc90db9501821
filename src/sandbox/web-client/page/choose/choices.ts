import { useView } from '../data/store.ts';

export interface ChoiceOption {
  value: string;
  label: string;
  description: string;
}

const USERS = 5;
const ROLES = 6;
const MENTIONABLES = 7;
const CHANNELS = 8;

type Offered = { label: string; value: string; description?: string };

/** What a menu of that type offers: its own options, or people, roles and channels. */
export function useChoices(
  type: number,
  offered: readonly Offered[] | null,
  channelTypes: readonly number[],
): ChoiceOption[] {
  const state = useView((view) => view.state);
  const open = useView((view) => view.open?.id ?? null);
  const guildId = state?.places.find(({ id }) => id === open)?.guildId ?? state?.guilds[0]?.id;
  const people = (state?.people ?? [])
    .filter(({ id }) => state?.cast.some((member) => member.id === id) || id === state?.botId)
    .map(({ id, name }) => ({ value: id, label: name, description: '' }));
  const roles = (state?.roles ?? [])
    .filter((role) => role.guildId === guildId)
    .map(({ id, name }) => ({
      value: id,
      label: name.startsWith('@') ? name : `@${name}`,
      description: 'role',
    }));
  switch (type) {
    case USERS:
      return people;
    case ROLES:
      return roles;
    case MENTIONABLES:
      return [...people, ...roles];
    case CHANNELS:
      return (state?.places ?? [])
        .filter((place) => place.guildId === guildId)
        .filter((place) => channelTypes.length === 0 || channelTypes.includes(place.type))
        .map(({ id, name }) => ({ value: id, label: `#${name}`, description: '' }));
    default:
      return (offered ?? []).map(({ label, value, description = '' }) => ({ label, value, description }));
  }
}
