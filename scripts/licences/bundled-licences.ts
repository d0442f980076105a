import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** One package that ships: as the about page shows it and the licence check judges it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression of its package.json, or an empty text where it has none. */
  readonly licence: string;
  /** The whole text of its licence file, or an empty text where it has none. */
  readonly text: string;
}

interface LicencePlugin extends Plugin {
  /** Writes the list of all packages seen so far, sorted by name. */
  write(): void;
}

/** Remembers each package of which a module is bundled: scripts, styles, fonts and workers alike. */
export function bundledLicences(file: string): LicencePlugin {
  const folders = new Set<string>();
  return {
    name: 'bundled-licences',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id);
        if (folder !== undefined) folders.add(folder);
      }
    },
    write() {
      const licences = [...folders].map(readLicence).sort((a, b) => (a.name < b.name ? -1 : 1));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(licences, undefined, 2)}\n`);
    },
  };
}

/** The folder of the package that a module belongs to; the last `node_modules` counts, for nested ones. */
export function packageFolder(moduleId: string): string | undefined {
  const path = moduleId
    .replaceAll('\\', '/')
    .replace(/^\0+/, '')
    .replace(/[?#].*$/, '');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@.][^/]*)\//.exec(path)?.[1];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: unknown;
}

function readLicence(folder: string): Licence {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const textFile = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  return {
    name: manifest.name,
    version: manifest.version,
    licence: typeof manifest.license === 'string' ? manifest.license : '',
    text: textFile === undefined ? declaredText(manifest) : readFileSync(join(folder, textFile), 'utf8'),
  };
}

/**
 * Some packages say that they are MIT and leave the file out. The text is always the same but for its holder,
 * so it is ours with their author's name.
 */
function declaredText({ license, author }: Manifest): string {
  if (license !== 'MIT' || typeof author !== 'string') return '';
  return readFileSync('LICENSE', 'utf8').replace(/^Copyright.*$/m, `Copyright (c) ${author}`);
}
