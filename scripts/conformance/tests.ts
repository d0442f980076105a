import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Version } from './statements.ts';
import { versions } from './statements.ts';

interface Tag {
  readonly version: Version;
  readonly id: string;
}

/** A conformance test as Vitest names it. */
export interface ConformanceTest {
  /** Below main/broker: `conformance/publish.test.ts`. */
  readonly file: string;
  /** Without tags, with the groups that it stands in: `level 5 > a second CONNECT ends the connection`. */
  readonly name: string;
  /** The last part of the name. */
  readonly title: string;
  /** What it shows; of a test that runs for each version only what concerns the version of this run. */
  readonly tags: readonly Tag[];
  /** Why it runs against our broker only. */
  readonly alone: string | undefined;
}

/** Where tests with tags stand; those of the folder `shared` run against another server too. */
const folders = ['main/broker/conformance', 'main/broker/access'];
const shared = 'conformance';
const list = 'node_modules/.cache/topicscope/conformance.json';
const tag = /\[(\S+) ([^\]\s]+)\] /g;
const levels: ReadonlyMap<string, Version> = new Map([
  ['level 3', '3.1'],
  ['level 4', '3.1.1'],
  ['level 5', '5.0'],
]);
const aloneMark = 'ours alone: ';

/** All conformance tests: their files are run as far as it takes to know the tests' names. */
export function listTests(): readonly ConformanceTest[] {
  mkdirSync('node_modules/.cache/topicscope', { recursive: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'list', ...folders, '--project', 'all'];
  const args = [...vitest, '--no-static-parse', `--json=${list}`];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('Vitest could not list the conformance tests');
  const listed: readonly { readonly name: string; readonly file: string }[] = JSON.parse(
    readFileSync(list, 'utf8'),
  );
  const tests = listed.map(({ name, file }) => testOf(name, file.replaceAll('\\', '/')));
  // Vitest lists the files as it would run them, the slowest first.
  return tests
    .filter(({ file, tags }) => file.startsWith(`${shared}/`) || tags.length > 0)
    .toSorted((a, b) => (a.file === b.file ? 0 : a.file < b.file ? -1 : 1));
}

export function testOf(fullName: string, path: string): ConformanceTest {
  const file = path.slice(path.indexOf('main/broker/') + 'main/broker/'.length);
  const name = fullName.replaceAll(tag, '');
  const groups = name.split(' > ');
  const level = groups.map((group) => levels.get(group)).find((version) => version !== undefined);
  const tags = [...fullName.matchAll(tag)].flatMap(([, version, id]) => tagOf(version, id, fullName));
  return {
    file,
    name,
    title: groups.at(-1) ?? name,
    tags: tags.filter(({ version }) => level === undefined || version === level),
    alone: file.startsWith(`${shared}/`)
      ? groups.find((group) => group.startsWith(aloneMark))?.slice(aloneMark.length)
      : 'it is beside what it tests',
  };
}

function tagOf(version: string | undefined, id: string | undefined, name: string): readonly Tag[] {
  const known = versions.find((each) => each === version);
  if (known === undefined || id === undefined) throw new Error(`A tag names no version: ${name}`);
  return [{ version: known, id }];
}
