import { type FieldTable, list, number, oneOf, present, required, text } from './field-rules.ts';

const page = 'developers/components/reference.mdx';

/** What Discord's component reference says of one kind of component, apart from its children. */
export type ComponentKind = { name: string; source: string; fields: FieldTable };

export const componentType = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

const customId = required(text(1, 100));
const selectFields = {
  custom_id: customId,
  placeholder: text(0, 150),
  min_values: number(0, 25),
  max_values: number(1, 25),
};

/** Every kind of component that an app may send, by its `type`. */
export const componentKinds: Record<number, ComponentKind> = {
  1: { name: 'Action Row', source: `${page}#action-row`, fields: { components: required(list(1, 5)) } },
  2: {
    name: 'Button',
    source: `${page}#button-button-structure`,
    fields: {
      style: required(oneOf(1, 2, 3, 4, 5, 6)),
      label: text(0, 80),
      custom_id: text(1, 100),
      url: text(1, 512),
    },
  },
  3: {
    name: 'String Select',
    source: `${page}#string-select-string-select-structure`,
    fields: { ...selectFields, options: required(list(1, 25)) },
  },
  4: {
    name: 'Text Input',
    source: `${page}#text-input-text-input-structure`,
    fields: {
      custom_id: customId,
      style: required(oneOf(1, 2)),
      label: text(1, 45),
      min_length: number(0, 4000),
      max_length: number(1, 4000),
      value: text(0, 4000),
      placeholder: text(0, 100),
    },
  },
  5: { name: 'User Select', source: `${page}#user-select-user-select-structure`, fields: selectFields },
  6: { name: 'Role Select', source: `${page}#role-select-role-select-structure`, fields: selectFields },
  7: {
    name: 'Mentionable Select',
    source: `${page}#mentionable-select-mentionable-select-structure`,
    fields: selectFields,
  },
  8: {
    name: 'Channel Select',
    source: `${page}#channel-select-channel-select-structure`,
    fields: selectFields,
  },
  9: {
    name: 'Section',
    source: `${page}#section-section-structure`,
    fields: { components: required(list(1, 3)), accessory: present },
  },
  10: {
    name: 'Text Display',
    source: `${page}#text-display-text-display-structure`,
    fields: { content: required(text(1, 4000)) },
  },
  11: {
    name: 'Thumbnail',
    source: `${page}#thumbnail-thumbnail-structure`,
    fields: { media: present, description: text(0, 1024) },
  },
  12: {
    name: 'Media Gallery',
    source: `${page}#media-gallery-media-gallery-structure`,
    fields: { items: required(list(1, 10)) },
  },
  13: { name: 'File', source: `${page}#file-file-structure`, fields: { file: present } },
  14: {
    name: 'Separator',
    source: `${page}#separator-separator-structure`,
    fields: { spacing: oneOf(1, 2) },
  },
  17: {
    name: 'Container',
    source: `${page}#container-container-structure`,
    fields: { components: required(list(1, 40)), accent_color: number(0, 0xffffff) },
  },
  18: {
    name: 'Label',
    source: `${page}#label-label-structure`,
    fields: { label: required(text(1, 45)), description: text(0, 100), component: present },
  },
  19: {
    name: 'File Upload',
    source: `${page}#file-upload-file-upload-structure`,
    fields: {
      custom_id: customId,
      min_values: number(0, 10),
      max_values: number(1, 10),
      file_types: list(0, 10),
    },
  },
  21: {
    name: 'Radio Group',
    source: `${page}#radio-group`,
    fields: { custom_id: customId, options: required(list(2, 10)) },
  },
  22: {
    name: 'Checkbox Group',
    source: `${page}#checkbox-group`,
    fields: {
      custom_id: customId,
      options: required(list(1, 10)),
      min_values: number(0, 10),
      max_values: number(1, 10),
    },
  },
  23: { name: 'Checkbox', source: `${page}#checkbox`, fields: { custom_id: customId } },
};

/** A row of a select, a radio group or a checkbox group. */
export const optionFields: FieldTable = {
  label: required(text(1, 100)),
  value: required(text(1, 100)),
  description: text(0, 100),
};

/** Which components may stand where. */
export const places = {
  legacyMessage: { allows: [1], source: `${page}#legacy-message-component-behavior` },
  message: { allows: [1, 9, 10, 12, 13, 14, 17], source: `${page}#what-is-a-component` },
  actionRow: { allows: [2, 3, 5, 6, 7, 8], source: `${page}#action-row-action-row-child-components` },
  section: { allows: [10], source: `${page}#section-section-child-components` },
  accessory: { allows: [2, 11], source: `${page}#section-section-accessory-components` },
  container: { allows: [1, 9, 10, 12, 13, 14], source: `${page}#container-container-child-components` },
  modal: { allows: [1, 10, 18], source: 'developers/components/using-modal-components.mdx' },
  modalRow: { allows: [4], source: `${page}#action-row` },
  label: { allows: [3, 4, 5, 6, 7, 8, 19, 21, 22, 23], source: `${page}#label-label-child-components` },
} satisfies Record<string, Place>;

/** A position in a layout, the component types it takes, and the page that lists them. */
export type Place = { allows: number[]; source: string };
