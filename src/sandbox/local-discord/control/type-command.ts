import type { Channel, Command } from '../world/entities.ts';
import { EVERYTHING, has, Permission } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import { Cannot } from './cannot.ts';

export type OptionValue = string | number | boolean;

interface Option {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  options?: Option[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
}

const SUBCOMMAND = 1;
const GROUP = 2;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
/** User, channel, role and mentionable: their value is an id that `resolved` explains. */
const BY_ID: ReadonlySet<number> = new Set([6, 7, 8, 9]);

/** The commands that Discord's client offers somebody in a channel. */
export function commandsFor(world: World, userId: string, channel: Channel): Command[] {
  const permissions = world.permissions(userId, channel);
  if (!has(permissions, Permission.ViewChannel)) return [];
  const inGuild = channel.guildId !== null;
  if (inGuild && !has(permissions, Permission.UseApplicationCommands)) return [];
  // In a conversation commands need a guild in common with the bot.
  if (!inGuild && !world.sharesGuild(userId, world.botId)) return [];
  const local = inGuild ? [...(world.commands.get(channel.guildId ?? '')?.values() ?? [])] : [];
  const global = [...(world.commands.get('')?.values() ?? [])].filter((command) => {
    const { contexts } = command;
    return inGuild ? (contexts?.includes(0) ?? true) : (contexts?.includes(1) ?? true);
  });
  return [...local, ...global].filter(({ default_member_permissions: wanted }) => {
    if (wanted == null || !inGuild) return true;
    if (permissions === EVERYTHING) return true;
    // "0" hides a command from everybody but administrators.
    return BigInt(wanted) !== 0n && has(permissions, BigInt(wanted));
  });
}

/** A command as typed, ready for the interaction's `data`; `ids` are what `resolved` has to explain. */
export interface TypedCommand {
  command: Command;
  path: string;
  options: unknown[];
  ids: string[];
}

/**
 * Reads `/goal add` with its options as Discord's client does, and refuses what it would not send: a command that
 * is not registered or not offered here, a missing required option, a value outside choices or bounds.
 */
export function typeCommand(
  world: World,
  userId: string,
  channel: Channel,
  line: string,
  values: Readonly<Record<string, OptionValue>>,
  focused?: string,
): TypedCommand {
  const words = line.replace(/^\//, '').trim().split(/\s+/);
  const [name = '', ...path] = words;
  const offered = commandsFor(world, userId, channel);
  const command = offered.find((candidate) => candidate.type === 1 && candidate.name === name);
  if (!command) {
    const known = offered.filter(({ type }) => type === 1).map((candidate) => `/${candidate.name}`);
    throw new Cannot(`there is no command /${name} here, only ${known.join(', ') || 'none'}`);
  }
  const ids: string[] = [];
  const options = level((command.options ?? []) as Option[], path, values, words.join(' '), ids, focused);
  return { command, path: words.join(' '), options, ids };
}

function level(
  offered: readonly Option[],
  path: readonly string[],
  values: Readonly<Record<string, OptionValue>>,
  line: string,
  ids: string[],
  focused: string | undefined,
): unknown[] {
  const branches = offered.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  const [next, ...rest] = path;
  if (branches.length > 0) {
    const branch = branches.find(({ name }) => name === next);
    if (!branch)
      throw new Cannot(`/${line} needs one of ${branches.map(({ name }) => `"${name}"`).join(', ')} next`);
    const options = level(branch.options ?? [], rest, values, line, ids, focused);
    return [{ type: branch.type, name: branch.name, options }];
  }
  if (next !== undefined) throw new Cannot(`/${line} has no subcommand "${next}"`);
  for (const name of Object.keys(values))
    if (!offered.some((option) => option.name === name)) throw new Cannot(`/${line} has no option "${name}"`);
  return offered.flatMap((option) => {
    const value = values[option.name];
    const isFocused = focused === option.name;
    if (value === undefined && !isFocused) {
      // While somebody is still typing, required options may be missing.
      if (option.required && focused === undefined) throw new Cannot(`/${line} requires "${option.name}"`);
      return [];
    }
    const typed = isFocused ? String(value ?? '') : checked(option, value ?? '', line);
    if (BY_ID.has(option.type)) ids.push(String(typed));
    return [{ type: option.type, name: option.name, value: typed, ...(isFocused ? { focused: true } : {}) }];
  });
}

function checked(option: Option, value: OptionValue, line: string): OptionValue {
  const refuse = (why: string) => new Cannot(`/${line} ${option.name}: ${why}`);
  if (option.choices && option.choices.length > 0) {
    const choice = option.choices.find((candidate) => candidate.value === value || candidate.name === value);
    if (!choice)
      throw refuse(
        `"${value}" is not offered, only ${option.choices.map(({ name }) => `"${name}"`).join(', ')}`,
      );
    return choice.value;
  }
  if (option.type === STRING) {
    if (typeof value !== 'string' || value === '') throw refuse('takes text');
    if (value.length < (option.min_length ?? 0)) throw refuse(`at least ${option.min_length} characters`);
    if (value.length > (option.max_length ?? 6000)) throw refuse(`at most ${option.max_length} characters`);
  } else if (option.type === INTEGER || option.type === NUMBER) {
    if (typeof value !== 'number') throw refuse('takes a number');
    if (option.type === INTEGER && !Number.isInteger(value)) throw refuse('takes a whole number');
    if (value < (option.min_value ?? Number.NEGATIVE_INFINITY)) throw refuse(`at least ${option.min_value}`);
    if (value > (option.max_value ?? Number.POSITIVE_INFINITY)) throw refuse(`at most ${option.max_value}`);
  } else if (option.type === BOOLEAN) {
    if (typeof value !== 'boolean') throw refuse('takes yes or no');
  } else if (!BY_ID.has(option.type)) throw refuse('cannot be typed here');
  return value;
}

/** The option, if Discord's client would ask the bot for suggestions while it is typed. */
export function mustSuggest(command: Command, path: string, name: string): void {
  const find = (options: readonly Option[], words: readonly string[]): Option | undefined => {
    const [next, ...rest] = words;
    const branch = options.find((option) => option.name === next && option.type <= GROUP);
    if (branch) return find(branch.options ?? [], rest);
    return options.find((option) => option.name === name);
  };
  const option = find((command.options ?? []) as Option[], path.split(' ').slice(1));
  if (!option?.autocomplete) throw new Cannot(`/${path} has no suggestions for "${name}"`);
}
