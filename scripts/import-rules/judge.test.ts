import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import * as rules from './rules.ts';

function breachesOf(files: Record<string, string>): readonly string[] {
  return judge(new Map(Object.entries(files)), rules);
}

test('imports that point down are allowed', () => {
  const breaches = breachesOf({
    'app/contract/wire.ts': "import { decode } from '../mqtt/decode.ts';\nimport { z } from 'zod';",
    'main/engine/engine.ts': "import { broker } from '../broker/broker.ts';\nimport net from 'node:net';",
    'renderer/explore/tree.tsx':
      "import { Row } from '../ui/row.tsx';\nimport { useApp } from '../state/app.ts';",
  });

  expect(breaches).toEqual([]);
});

test('a primitive of the page that imports main is caught', () => {
  const breaches = breachesOf({
    'renderer/ui/row.tsx': "\nimport { start } from '../../main/engine/engine.ts';",
  });

  expect(breaches).toEqual([
    'renderer/ui/row.tsx:2 imports ../../main/engine/engine.ts: renderer/ui may import only app/base',
  ]);
});

test.each([
  ['an import of a type', "import type { Peer } from '../broker/peer.ts';"],
  ['a re-export', "export { peer } from '../broker/peer.ts';"],
  ['an import()', "const peer = await import('../broker/peer.ts');"],
  ['an import() as a type', "export type Peer = import('../broker/peer.ts').Peer;"],
])('%s is an import like any other', (_, source) => {
  const breaches = breachesOf({ 'main/trace/exchange.ts': source });

  expect(breaches).toEqual([
    'main/trace/exchange.ts:1 imports ../broker/peer.ts: main/trace may import only app/base, app/mqtt, app/filter, app/contract, main/capture, main/files, main/database, main/filter',
  ]);
});

test('Electron is imported in main/electron only', () => {
  const breaches = breachesOf({
    'main/electron/main.ts': "import { app } from 'electron';",
    'main/engine/engine.ts': "import type { App } from 'electron';",
  });

  expect(breaches).toEqual([
    'main/engine/engine.ts:1 imports electron: main/engine may not import the package electron',
  ]);
});

test("neither app nor the page imports Node's own modules", () => {
  const breaches = breachesOf({
    'app/base/clock.ts': "import { hrtime } from 'node:process';",
    'renderer/shell/rail.tsx': "import { readFile } from 'node:fs';",
  });

  expect(breaches).toEqual([
    "app/base/clock.ts:1 imports node:process: app/base may not import Node's own modules",
    "renderer/shell/rail.tsx:1 imports node:fs: renderer/shell may not import Node's own modules",
  ]);
});

test('panels do not import each other', () => {
  const breaches = breachesOf({ 'renderer/trace/list.tsx': "import { Tree } from '../explore/tree.tsx';" });

  expect(breaches).toEqual([
    'renderer/trace/list.tsx:1 imports ../explore/tree.tsx: renderer/trace may import only app/base, app/mqtt, app/filter, app/contract, renderer/ui, renderer/state, renderer/texts, renderer/filter, renderer/arrivals, renderer/time-strip, renderer/packet, renderer/exchange, renderer/addresses',
  ]);
});

test('a circle is reported once, as the shortest way round', () => {
  const breaches = breachesOf({
    'app/mqtt/a.ts': "import type { B } from './b.ts';",
    'app/mqtt/b.ts': "import type { C } from './c.ts';",
    'app/mqtt/c.ts': "import type { A } from './a.ts';",
  });

  expect(breaches).toEqual([
    'app/mqtt/a.ts imports itself in a circle: app/mqtt/a.ts → app/mqtt/b.ts → app/mqtt/c.ts → app/mqtt/a.ts',
  ]);
});

test('a test reaches all of its layer, and what is not a test reaches no test', () => {
  const breaches = breachesOf({
    'main/history/store.test.ts':
      "import { broker } from '../broker/broker.ts';\nimport { test } from 'vitest';",
    'main/history/store.ts': "import { fakeClock } from './testing/fake-clock.ts';",
  });

  expect(breaches).toEqual([
    'main/history/store.ts:1 imports ./testing/fake-clock.ts: only tests may import tests and their fixtures',
  ]);
});

test.each(['main', 'renderer'])(
  'a folder of %s that no rule names is a breach, so that a new area states its rule',
  (layer) => {
    const breaches = breachesOf({ [`${layer}/surprise/x.ts`]: "import { y } from './y.ts';" });

    expect(breaches).toEqual([
      `${layer}/surprise/x.ts is in no area that scripts/import-rules/rules.ts names`,
    ]);
  },
);
