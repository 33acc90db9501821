import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import { type AnyComponent, everyComponent } from './message-text.ts';

/** What Discord writes into a component where the bot left it out; its answers always carry these. */
const DEFAULTS: Readonly<Record<number, Readonly<Record<string, unknown>>>> = {
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.UserSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.RoleSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.MentionableSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.ChannelSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.Thumbnail]: { description: null, spoiler: false },
  [ComponentType.File]: { name: null, size: null, spoiler: false },
  [ComponentType.Separator]: { divider: true, spacing: 1 },
  [ComponentType.Container]: { accent_color: null, spoiler: false },
};

/**
 * Components as Discord keeps them: each with an id (those without one, or with 0, are numbered from 1 in reading
 * order, skipping ids in use), with defaults written out and with pictures resolved.
 * Source: developers/components/reference#anatomy-of-a-component.
 */
export function storedComponents(
  components: readonly APIMessageTopLevelComponent[],
  newId: () => string,
): APIMessageTopLevelComponent[] {
  const copy = structuredClone([...components]);
  const all = [...everyComponent(copy as AnyComponent[])];
  const used = new Set(all.map(({ id }) => id));
  let next = 1;
  for (const component of all) {
    if (!component.id) {
      while (used.has(next)) next += 1;
      component.id = next;
      used.add(next);
    }
    fill(component, DEFAULTS[component.type] ?? {});
    for (const item of component.items ?? []) fill(item, { description: null, spoiler: false });
    const media = [component.media, component.file, ...(component.items ?? []).map((item) => item.media)];
    for (const place of media) if (place) fill(place, { id: newId(), proxy_url: place.url });
  }
  return copy;
}

function fill(target: object, defaults: Readonly<Record<string, unknown>>): void {
  const known = target as Record<string, unknown>;
  for (const [key, value] of Object.entries(defaults)) known[key] ??= value;
}
