import { bad, commandPage, long, many, registered, type BadPayload } from './bad-payload.ts';
import { param, routes, slash } from '../payloads.ts';

const opt = '0.options.0';

export const badCommands: BadPayload[] = [
  registered(
    'the command name "Bad Name"',
    slash({ name: 'Bad Name' }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command name in capitals',
    slash({ name: 'CheckIn' }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command name of 33 letters',
    slash({ name: long(33) }),
    '0.name APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered('a command without a name', { description: 'a' }, '0.name BASE_TYPE_REQUIRED'),
  registered('a slash command without a description', { name: 'a' }, '0.description BASE_TYPE_REQUIRED'),
  registered(
    'a description of 101 characters',
    slash({ description: long(101) }),
    '0.description BASE_TYPE_BAD_LENGTH',
  ),
  registered(
    '26 options',
    slash({ options: many(26, (index) => param(`a${index}`)) }),
    '0.options BASE_TYPE_MAX_LENGTH',
  ),
  registered(
    'a required option after an optional one',
    slash({ options: [param('a'), param('b', { required: true })] }),
    '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ),
  registered(
    'two options of one name',
    slash({ options: [param('a'), param('a')] }),
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ),
  registered(
    'two options of one name in German',
    slash({
      options: [
        param('a', { name_localizations: { de: 'ziel' } }),
        param('b', { name_localizations: { de: 'ziel' } }),
      ],
    }),
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ),
  registered(
    'an option name with a space',
    slash({ options: [param('a b')] }),
    `${opt}.name APPLICATION_COMMAND_INVALID_NAME`,
  ),
  registered(
    'an option without a description',
    slash({ options: [{ type: 3, name: 'a' }] }),
    `${opt}.description BASE_TYPE_REQUIRED`,
  ),
  registered(
    '26 choices',
    slash({
      options: [param('a', { choices: many(26, (index) => ({ name: `${index}`, value: `${index}` })) })],
    }),
    `${opt}.choices BASE_TYPE_MAX_LENGTH`,
  ),
  registered(
    'a number among the choices of a text option',
    slash({ options: [param('a', { choices: [{ name: 'one', value: 1 }] })] }),
    `${opt}.choices.0.value NUMBER_TYPE_COERCE`,
  ),
  registered(
    'choices and autocompletion together',
    slash({ options: [param('a', { autocomplete: true, choices: [{ name: 'b', value: 'b' }] })] }),
    `${opt}.autocomplete APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES`,
  ),
  registered(
    'choices on an option for a person',
    slash({ options: [param('a', { type: 6, choices: [{ name: 'b', value: 'b' }] })] }),
    `${opt}.choices APPLICATION_COMMAND_OPTION_FIELD_INVALID`,
  ),
  registered(
    'a text option with a least length beyond its greatest',
    slash({ options: [param('a', { min_length: 9, max_length: 3 })] }),
    `${opt}.min_length NUMBER_TYPE_MAX`,
  ),
  registered(
    'a text option of 6,001 characters',
    slash({ options: [param('a', { max_length: 6001 })] }),
    `${opt}.max_length NUMBER_TYPE_MAX`,
  ),
  registered(
    'a subcommand beside a parameter',
    slash({ options: [param('a', { type: 1 }), param('b')] }),
    '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ),
  registered(
    'a group in a group',
    slash({ options: [param('a', { type: 2, options: [param('b', { type: 2, options: [] })] })] }),
    `${opt}.options.0 UNION_TYPE_CHOICES`,
  ),
  registered(
    'a subcommand in a subcommand',
    slash({ options: [param('a', { type: 1, options: [param('b', { type: 1 })] })] }),
    `${opt}.options.0 UNION_TYPE_CHOICES`,
  ),
  registered(
    'a translation into a language Discord does not have',
    slash({ name_localizations: { xx: 'a' } }),
    '0.name_localizations BASE_TYPE_CHOICES',
    'developers/reference.mdx#locales',
  ),
  registered(
    'a translated name with capitals',
    slash({ name_localizations: { de: 'Ziel' } }),
    '0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
  ),
  registered(
    'a command of more than 8,000 characters',
    slash({
      options: many(4, (part) =>
        param(`a${part}`, {
          choices: many(20, (index) => ({ name: `${index}${long(90)}`, value: `${index}${long(90)}` })),
        }),
      ),
    }),
    '0 APPLICATION_COMMAND_TOO_LARGE',
  ),
  registered(
    'a description on a command for people',
    { type: 2, name: 'Invite', description: 'a' },
    '0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
  ),
  registered(
    'options on a command for messages',
    { type: 3, name: 'Keep', options: [param('a')] },
    '0.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID',
  ),
  bad(
    'two commands of one name',
    routes.commands,
    [slash(), slash()],
    '1 APPLICATION_COMMANDS_DUPLICATE_NAME',
    commandPage,
  ),
  {
    name: '101 slash commands',
    route: routes.commands,
    body: many(101, (index) => slash({ name: `c${index}` })),
    code: 30032,
    source: commandPage,
  },
  {
    name: 'sixteen commands for people in one guild',
    route: routes.guildCommands,
    body: many(16, (index) => ({ type: 2, name: `Person ${index}` })),
    code: 30032,
    source: commandPage,
  },
  bad(
    'permissions that are not a number',
    routes.newCommand,
    slash({ default_member_permissions: 'ManageGuild' }),
    'default_member_permissions NUMBER_TYPE_COERCE',
    commandPage,
  ),
  bad(
    'renaming a command to "Bad Name"',
    routes.editCommand,
    { name: 'Bad Name' },
    'name APPLICATION_COMMAND_INVALID_NAME',
    commandPage,
  ),
];
