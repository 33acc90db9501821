import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { type Door, readModule } from './read-module.ts';
import { OWNERS, PIECES, ROOMS, roomOf, SANDBOX } from './rooms.ts';

export type Source = { path: string; source: string };
export type Manifest = {
  imports: Record<string, string | { source: string }>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
/** A broken rule, in one line that says where, what and why. */
export type Breach = string;

/** Where a specifier leads: to a module of this repository, a package, or nowhere we know. */
export type Target =
  | { kind: 'module'; path: string }
  | { kind: 'package'; name: string }
  | { kind: 'nowhere' };

/** Resolves as Node does under the condition `source`, which is how tests and development run. */
export function resolve(specifier: string, from: string, manifest: Manifest): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'module', path: posix.normalize(posix.join(posix.dirname(from), specifier)) };
  }
  if (specifier.startsWith('#')) {
    for (const [pattern, target] of Object.entries(manifest.imports)) {
      const [before, after] = pattern.split('*') as [string, string | undefined];
      const fits = after === undefined ? specifier === before : specifier.startsWith(before);
      if (!fits) continue;
      const path = (typeof target === 'string' ? target : target.source).replace(
        '*',
        specifier.slice(before.length),
      );
      return { kind: 'module', path: posix.normalize(path) };
    }
    return { kind: 'nowhere' };
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return { kind: 'package', name: 'node' };
  }
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}

/** Holds every import of every module against the table in rooms.ts. */
export function checkDoors(sources: readonly Source[], manifest: Manifest): Breach[] {
  return sources.flatMap(({ path, source }) => {
    const room = roomOf(path);
    if (room === null) return [`${path} stands in no room of the plan`];
    const { doors, unreadable } = readModule(source, path);
    const breaches = doors.flatMap((door) => {
      const problem = problemOf(room, door, resolve(door.specifier, path, manifest), manifest);
      return problem === null ? [] : [`${path}:${door.line} imports ${door.specifier}: ${problem}`];
    });
    // Tools and the sandbox may look for files by themselves; what is shipped must be readable here.
    const hidden = SANDBOX.includes(room) || room === 'scripts' ? [] : unreadable;
    return [
      ...breaches,
      ...hidden.map(({ line, what }) => `${path}:${line} hides where it leads: ${what} cannot be checked`),
    ];
  });
}

function problemOf(room: string, door: Door, target: Target, manifest: Manifest): string | null {
  const rule = ROOMS[room]!;
  if (target.kind === 'nowhere') return 'package.json has no such alias';

  if (target.kind === 'module') {
    if (target.path.startsWith('test/')) return 'nothing outside test/ knows the tests';
    const other = roomOf(target.path);
    if (other === null) return 'it leads to no room of the plan';
    if (PIECES.test(target.path)) return 'pieces are leaves; the framework loads them under another address';
    if (other === room || rule.rooms.includes(other)) return null;
    if (rule.types?.includes(other)) {
      return door.typeOnly
        ? null
        : `${room} may know types of ${other} only (import type), because ${rule.why}`;
    }
    return `${room} may not import ${other}, because ${rule.why}`;
  }

  const shipped = !SANDBOX.includes(room) && room !== 'scripts';
  if (target.name !== 'node' && rule.packages !== 'any' && !rule.packages.includes(target.name)) {
    return `${room} may import ${rule.packages.join(', ') || 'no package'}, because ${rule.why}`;
  }
  if (target.name === 'node') {
    return rule.packages === 'any' || rule.packages.includes('node')
      ? null
      : `${room} may not touch the machine, because ${rule.why}`;
  }
  const owner = Object.keys(OWNERS).find((known) =>
    known.endsWith('/*') ? target.name.startsWith(known.slice(0, -1)) : known === target.name,
  );
  if (owner !== undefined && !OWNERS[owner]!.includes(room)) {
    return `${target.name} belongs to ${OWNERS[owner]!.join(', ')}`;
  }
  if (shipped && !door.typeOnly && !(target.name in manifest.dependencies)) {
    return `${target.name} is no dependency of what is shipped (package.json)`;
  }
  if (door.augments) return null;
  if (!(target.name in manifest.dependencies) && !(target.name in manifest.devDependencies)) {
    return `${target.name} is not in package.json`;
  }
  return null;
}
