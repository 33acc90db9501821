import { long, many, reference, sent, type BadPayload } from './bad-payload.ts';
import { button, legacy, linkButton, option, row, select } from '../payloads.ts';

const inRow = (component: object) => legacy(row(component));
const first = 'components.0.components.0';

export const badButtonsAndSelects: BadPayload[] = [
  sent(
    'a button without a custom id',
    inRow({ type: 2, style: 1, label: 'Go' }),
    `${first}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a link button without a url',
    inRow({ type: 2, style: 5, label: 'Go' }),
    `${first}.url BUTTON_COMPONENT_URL_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a link button with a custom id',
    inRow(linkButton({ custom_id: 'a' })),
    `${first}.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    `${reference}#button`,
  ),
  sent(
    'an ordinary button with a url',
    inRow(button('a', { url: 'https://example.org' })),
    `${first}.url BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    `${reference}#button`,
  ),
  sent(
    'a link to a file on disk',
    inRow(linkButton({ url: 'file:///etc/hosts' })),
    `${first}.url URL_TYPE_INVALID_SCHEME`,
    `${reference}#button`,
  ),
  sent(
    'a link of 513 characters',
    inRow(linkButton({ url: `https://example.org/${long(493)}` })),
    `${first}.url BASE_TYPE_BAD_LENGTH`,
    `${reference}#button`,
  ),
  sent(
    'a premium button with a label',
    inRow({ type: 2, style: 6, sku_id: '5', label: 'Buy' }),
    `${first}.label BUTTON_COMPONENT_PREMIUM_FIELD_INVALID`,
    `${reference}#button`,
  ),
  sent(
    'a premium button without a sku',
    inRow({ type: 2, style: 6 }),
    `${first}.sku_id BASE_TYPE_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a button with neither label nor emoji',
    inRow({ type: 2, style: 1, custom_id: 'a' }),
    `${first}.label BASE_TYPE_REQUIRED`,
    `${reference}#button`,
  ),
  sent(
    'a button label of 81 characters',
    inRow(button('a', { label: long(81) })),
    `${first}.label BASE_TYPE_MAX_LENGTH`,
    `${reference}#button`,
  ),
  sent(
    'a button style that does not exist',
    inRow(button('a', { style: 7 })),
    `${first}.style BASE_TYPE_CHOICES`,
    `${reference}#button`,
  ),
  sent(
    'a select without options',
    inRow(select('a', { options: [] })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'a select with 26 options',
    inRow(select('a', { options: many(26, (index) => option(`${index}`)) })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'two options with one value',
    inRow(select('a', { options: [option('x'), option('x', { label: 'y' })] })),
    `${first}.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`,
    `${reference}#string-select`,
  ),
  sent(
    'a select that wants at least two and at most one',
    inRow(select('a', { min_values: 2, max_values: 1 })),
    `${first}.min_values NUMBER_TYPE_MAX`,
    `${reference}#string-select`,
  ),
  sent(
    'a select of at most 26',
    inRow({ type: 5, custom_id: 'a', max_values: 26 }),
    `${first}.max_values NUMBER_TYPE_MAX`,
    `${reference}#user-select`,
  ),
  sent(
    'a select of at most none',
    inRow({ type: 5, custom_id: 'a', min_values: 0, max_values: 0 }),
    `${first}.max_values NUMBER_TYPE_MIN`,
    `${reference}#user-select`,
  ),
  sent(
    'a select that offers fewer options than it may take',
    inRow(select('a', { max_values: 3 })),
    `${first}.options BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'more options chosen beforehand than may be chosen',
    inRow(select('a', { options: [option('x', { default: true }), option('y', { default: true })] })),
    `${first}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
    `${reference}#string-select`,
  ),
  sent(
    'a placeholder of 151 characters',
    inRow(select('a', { placeholder: long(151) })),
    `${first}.placeholder BASE_TYPE_MAX_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'an option label of 101 characters',
    inRow(select('a', { options: [option('x', { label: long(101) })] })),
    `${first}.options.0.label BASE_TYPE_BAD_LENGTH`,
    `${reference}#string-select`,
  ),
  sent(
    'an option description of 101 characters',
    inRow(select('a', { options: [option('x', { description: long(101) })] })),
    `${first}.options.0.description BASE_TYPE_MAX_LENGTH`,
    `${reference}#string-select`,
  ),
];
