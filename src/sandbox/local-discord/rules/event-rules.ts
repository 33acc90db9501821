import {
  checkFields,
  complaints,
  type FieldTable,
  oneOf,
  partial,
  present,
  required,
  text,
} from './field-rules.ts';
import type { FormErrors, Path } from './form-errors.ts';
import { isAbsent, isJson, type Json, listOf } from './shapes.ts';

const page = 'developers/resources/guild-scheduled-event.mdx';

const entityType = { stage: 1, voice: 2, external: 3 } as const;
const frequency = { yearly: 0, monthly: 1, weekly: 2, daily: 3 } as const;

const eventFields: FieldTable = {
  name: required(text(1, 100)),
  description: text(0, 1000),
  privacy_level: required(oneOf(2)),
  scheduled_start_time: present,
  entity_type: required(oneOf(1, 2, 3)),
};

/** A new scheduled event, or changes to one. */
export function checkEvent(form: FormErrors, body: Json, edits: boolean): void {
  const source = `${page}#${edits ? 'modify' : 'create'}-guild-scheduled-event`;
  const table = edits ? partial({ ...eventFields, status: oneOf(1, 2, 3, 4) }) : eventFields;
  checkFields(form, [], body, table, source);
  checkPlace(form, body);
  checkTimes(form, body, source);
  if (isJson(body['recurrence_rule'])) checkRecurrence(form, ['recurrence_rule'], body['recurrence_rule']);
}

/** "Field Requirements By Entity Type". */
function checkPlace(form: FormErrors, body: Json): void {
  const source = `${page}#guild-scheduled-event-object-field-requirements-by-entity-type`;
  const need = (field: string) => checkFields(form, [], body, { [field]: present }, source);
  if (body['entity_type'] === entityType.external) {
    need('scheduled_end_time');
    need('entity_metadata');
    if (!isAbsent(body['channel_id'])) {
      form.add(['channel_id'], 'GUILD_SCHEDULED_EVENT_CHANNEL_NOT_NULL', 'This field must be null', source);
    }
    if (isJson(body['entity_metadata'])) {
      const table = { location: required(text(1, 100)) };
      checkFields(form, ['entity_metadata'], body['entity_metadata'], table, source);
    }
  } else if (body['entity_type'] === entityType.stage || body['entity_type'] === entityType.voice) {
    need('channel_id');
  }
}

function checkTimes(form: FormErrors, body: Json, source: string): void {
  const start = Date.parse(String(body['scheduled_start_time']));
  const end = Date.parse(String(body['scheduled_end_time']));
  if (end <= start) {
    const message = 'Cannot schedule event to end before it starts';
    form.add(['scheduled_end_time'], 'GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID', message, source);
  }
}

/** The "System limitations" of recurrence. */
function checkRecurrence(form: FormErrors, path: Path, rule: Json): void {
  const source = `${page}#guild-scheduled-event-recurrence-rule-object`;
  const refuse = (field: string, message: string) =>
    form.add([...path, field], 'RECURRENCE_RULE_INVALID', message, source);
  const has = (field: string) => !isAbsent(rule[field]);
  const size = (field: string) => listOf(rule[field]).length;
  checkFields(form, path, rule, { start: present, frequency: present, interval: present }, source);

  for (const field of ['count', 'end', 'by_year_day'].filter(has)) refuse(field, 'This field cannot be set.');
  const ways = [has('by_weekday'), has('by_n_weekday'), has('by_month') || has('by_month_day')];
  if (ways.filter(Boolean).length > 1) {
    refuse('by_weekday', 'by_weekday, by_n_weekday and by_month with by_month_day are mutually exclusive.');
  }
  const every = rule['frequency'];
  if (has('by_weekday')) {
    if (every === frequency.weekly && size('by_weekday') !== 1) {
      const { code, message } = complaints.badLength(1, 1);
      form.add([...path, 'by_weekday'], code, message, source);
    } else if (every === frequency.daily && !knownWeekdays(listOf(rule['by_weekday']))) {
      refuse('by_weekday', 'Not one of the known sets of weekdays.');
    } else if (every !== frequency.weekly && every !== frequency.daily) {
      refuse('by_weekday', 'Only valid for daily and weekly events.');
    }
  }
  if (has('by_n_weekday') && (every !== frequency.monthly || size('by_n_weekday') !== 1)) {
    refuse('by_n_weekday', 'Only valid for monthly events, with one day.');
  }
  if (has('by_month') || has('by_month_day')) {
    const single = size('by_month') === 1 && size('by_month_day') === 1;
    if (every !== frequency.yearly || !single) {
      refuse('by_month', 'Only valid for annual events, with one month and one day of it.');
    }
  }
  const interval = rule['interval'];
  const allowed = every === frequency.weekly ? [1, 2] : [1];
  if (typeof interval === 'number' && !allowed.includes(interval)) {
    const { code, message } = complaints.choices(allowed);
    form.add([...path, 'interval'], code, message, source);
  }
}

const weekdaySets = ['0,1,2,3,4', '1,2,3,4,5', '0,1,2,3,6', '4,5', '5,6', '0,6'];

function knownWeekdays(days: unknown[]): boolean {
  return weekdaySets.includes([...days].map(Number).sort().join(','));
}
