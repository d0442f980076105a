/**
 * Who may import whom, as data. `docs/architecture.md` says why; `judge.ts` holds it.
 *
 * An area is a folder. The longest one that contains a file is the file's area; files of an area may always
 * import each other. `may` names the other areas it may import, `packages` what it may import that is not ours.
 */
export interface Area {
  readonly folder: string;
  /** Whether it is only the files that stand right in the folder, so that each folder in it is an area to name. */
  readonly isFlat: boolean;
  readonly may: readonly string[];
  readonly packages: Packages;
}

/** A list of packages (`node:` stands for all of Node's own), or all but those that a list names. */
export type Packages = { readonly only: readonly string[] } | { readonly allBut: readonly string[] };

/** What a test file may import besides what its area may. */
export interface TestRule {
  readonly layer: string;
  readonly may: readonly string[];
}

const capturing = ['broker', 'connection', 'history', 'topics', 'trace'].map((name) => `main/${name}`);
// What the rest of main stands on: records of what was seen, files that are written whole or not at all, what every
// database of ours is held by, and filters that cannot run for ever.
const ground = ['main/capture', 'main/files', 'main/database', 'main/filter'];
const app = ['app/base', 'app/mqtt', 'app/filter', 'app/contract'];
const panels = [
  'explore',
  'inspect',
  'compose',
  'connect',
  'trace',
  'lab',
  'broker',
  'recordings',
  'settings',
  'start',
].map((name) => `renderer/${name}`);

const panelGround = ['renderer/ui', 'renderer/state', 'renderer/texts'];
// What several panels show: the field of a filter, a list of what arrives, a strip of time to draw on, a packet with its
// fields and bytes, an exchange in words, the address of a listener.
const parts = ['filter', 'arrivals', 'time-strip', 'packet', 'exchange', 'addresses'].map(
  (name) => `renderer/${name}`,
);

const purePackages: Packages = { only: ['zod'] };
const nodePackages: Packages = {
  allBut: ['electron', 'react', 'react-dom', 'zustand', 'monaco-editor', 'vite'],
};
const pagePackages: Packages = {
  allBut: ['electron', 'node:', 'mqtt', 'mqtt-packet', 'ws', 'protobufjs', 'vite'],
};
const anyPackages: Packages = { allBut: ['electron'] };

function area(folder: string, may: readonly string[], packages: Packages): Area {
  return { folder, isFlat: false, may, packages };
}

export const areas: readonly Area[] = [
  // app: each only what stands above it here.
  area('app/base', [], purePackages),
  area('app/mqtt', ['app/base'], purePackages),
  area('app/filter', ['app/base', 'app/mqtt'], purePackages),
  area('app/contract', ['app/base', 'app/mqtt', 'app/filter'], { only: ['zod', '@msgpack/msgpack'] }),

  // main: the capturing areas do not know each other, views read them, the engine wires them, hosts use the engine.
  ...ground.map((folder) =>
    area(folder, folder === 'main/database' ? [...app, 'main/files'] : app, nodePackages),
  ),
  ...capturing.map((folder) => area(folder, [...app, ...ground], nodePackages)),
  // What traces are written to and read from: it knows bytes and records, not where they come from.
  area('main/trace-files', [...app, 'main/capture', 'main/files'], nodePackages),
  area('main/devices', [], nodePackages),
  area('main/views', [...app, ...ground, ...capturing], nodePackages),
  area(
    'main/engine',
    [...app, ...ground, ...capturing, 'main/views', 'main/devices', 'main/trace-files'],
    nodePackages,
  ),
  // What both hosts send with the page.
  area('main/page', [], nodePackages),
  area('main/electron', [...app, 'main/files', 'main/page', 'main/engine'], {
    allBut: ['react', 'react-dom', 'zustand', 'monaco-editor', 'vite'],
  }),
  // How a program of ours begins and ends, whichever it is.
  area('main/process', [], nodePackages),
  area('main/web', [...app, 'main/page', 'main/process', 'main/engine'], nodePackages),
  // The broker alone runs without an engine.
  area('main/cli', [...app, ...ground, 'main/process', 'main/broker', 'main/engine'], nodePackages),

  // renderer: panels do not know each other; a primitive knows neither store nor contract.
  area('renderer/ui', ['app/base'], {
    allBut: ['electron', 'node:', 'mqtt', 'ws', 'zustand', 'zod', 'vite'],
  }),
  area('renderer/texts', app, pagePackages),
  area('renderer/state', [...app, 'renderer/texts'], pagePackages),
  ...parts.map((folder) => area(folder, [...app, ...panelGround], pagePackages)),
  ...panels.map((folder) => area(folder, [...app, ...panelGround, ...parts], pagePackages)),
  area('renderer/shell', [...app, ...panelGround, ...panels], pagePackages),
  {
    ...area('renderer', [...app, ...panelGround, ...panels, 'renderer/shell'], pagePackages),
    isFlat: true,
  },

  // What several areas' tests share.
  area('renderer/testing', [], pagePackages),

  // Around the product: e2e drives it from outside (what it shares is the mosquitto of a test), benches may look in and
  // have a person's verbs from e2e.
  area('e2e', [...app, 'main/connection'], anyPackages),
  area('bench', [...app, 'main/*', 'e2e'], anyPackages),
  area('scripts', [], anyPackages),
  // It reads what the broker's tests say of themselves.
  area('scripts/conformance', ['main/broker'], anyPackages),
];

/** Tests and their fixtures (`x.test.ts`, `testing/`) reach all of their own layer, and Vitest. */
export const testRules: readonly TestRule[] = [
  { layer: 'app', may: ['app/*'] },
  { layer: 'main', may: ['app/*', 'main/*'] },
  { layer: 'renderer', may: ['app/*', 'renderer/*', 'renderer'] },
];
