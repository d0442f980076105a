import type { Host } from './host.ts';

/** Name and version of all that a report is about. */
export function versionsOf(host: Host): [string, string][] {
  return [
    ...host.versions.map(([name, version]): [string, string] => [name, version]),
    ['Node', process.versions.node],
    ['V8', process.versions.v8],
    ['SQLite', process.versions['sqlite'] ?? 'unknown'],
  ];
}
