import type { MosquittoDifference } from '../../main/broker/conformance/mosquitto-differences.ts';
import type { Group, Statement, Version } from './statements.ts';
import type { ConformanceTest } from './tests.ts';

type Standard = ReadonlyMap<Version, readonly Group[]>;

/** What the table is made of. */
export interface Shown {
  readonly standard: Standard;
  readonly tests: readonly ConformanceTest[];
  readonly differences: readonly MosquittoDifference[];
}

const introduction = `# Conformance of the embedded broker

Made by \`npm run conformance\` from the statements in \`main/broker/conformance/statements\` and the tags of the tests in
\`main/broker/conformance\` and \`main/broker/access\`; \`npm test\` fails when it is not up to date. Ids that begin with "MQTT-" are the standard's; those with "x-"
are ours, for rules that the standard does not number. The tests speak raw bytes over a socket.

The same tests run against Debian's mosquitto 2.0: "same" is where it passes them, "allowed" where it does something else that the
standard leaves open, "fault" where it does not do what the standard says, and "ours alone" where a test looks into our broker or
moves its time.`;

/** The text of docs/conformance.md. */
export function tableOf(shown: Shown): string {
  const versions = [...shown.standard].map(([version, groups]) => versionText(version, groups, shown));
  return `${[introduction, ...versions].join('\n\n')}\n`;
}

/** What is wrong with the tags, one sentence each. */
export function faultsOf({ standard, tests, differences }: Shown): readonly string[] {
  const known = new Set(
    [...standard].flatMap(([version, groups]) =>
      statementsOf(groups).map((statement) => keyOf(version, statement.id)),
    ),
  );
  const shown = new Set(tests.flatMap(({ tags }) => tags.map(({ version, id }) => keyOf(version, id))));
  const missing = [...standard].flatMap(([version, groups]) =>
    statementsOf(groups)
      .filter((statement) => statement.of === 'server' && !shown.has(keyOf(version, statement.id)))
      .map((statement) => `No test shows ${keyOf(version, statement.id)}: ${statement.text}`),
  );
  const unknown = [...shown]
    .filter((key) => !known.has(key))
    .map((key) => `A test shows ${key}, which is no statement`);
  const names = new Set(tests.map(({ name }) => name));
  const left = differences
    .flatMap((difference) => difference.tests)
    .filter((name) => !names.has(name))
    .map((name) => `A difference of mosquitto names no test: ${name}`);
  return [...missing, ...unknown, ...left];
}

function versionText(version: Version, groups: readonly Group[], shown: Shown): string {
  const statements = statementsOf(groups);
  const ofServer = statements.filter((statement) => statement.of === 'server').length;
  const count = `${statements.length} statements, ${ofServer} of them for a server.`;
  const tables = groups.map((group) => groupText(version, group, shown));
  return [`## MQTT ${version}`, count, ...tables].join('\n\n');
}

function groupText(version: Version, { title, statements }: Group, shown: Shown): string {
  const rows = statements.map((statement) => rowText(version, statement, shown));
  return [
    `### ${title}\n`,
    '| statement | in short | shown by | mosquitto |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function rowText(version: Version, statement: Statement, { tests, differences }: Shown): string {
  const showing = tests.filter(({ tags }) =>
    tags.some((tag) => tag.version === version && tag.id === statement.id),
  );
  const proofs = unique(showing.map(({ file, title }) => `${cell(title)} (\`${file}\`)`));
  const others = outcomesOf(showing, differences).map(cell);
  const who = statement.of === 'client' ? '*client:* ' : '';
  return `| ${statement.id} | ${who}${cell(statement.text)} | ${proofs.join('<br>')} | ${others.join('<br>')} |`;
}

/** What mosquitto does in these tests; where it is not the same in all, with the tests that are not. */
function outcomesOf(
  tests: readonly ConformanceTest[],
  differences: readonly MosquittoDifference[],
): readonly string[] {
  const outcomes = unique(tests.map((test) => atMosquitto(test, differences)));
  if (outcomes.length < 2) return outcomes;
  return outcomes.map((outcome) => {
    const titles = tests
      .filter((test) => atMosquitto(test, differences) === outcome)
      .map(({ title }) => title);
    return outcome === 'same' ? outcome : `${outcome} (${unique(titles).join('; ')})`;
  });
}

function atMosquitto({ name, alone }: ConformanceTest, differences: readonly MosquittoDifference[]): string {
  if (alone !== undefined) return `ours alone: ${alone}`;
  const difference = differences.find(({ tests }) => tests.includes(name));
  return difference === undefined ? 'same' : `${difference.kind}: ${difference.instead}`;
}

function statementsOf(groups: readonly Group[]): readonly Statement[] {
  return groups.flatMap(({ statements }) => statements);
}

function keyOf(version: Version, id: string): string {
  return `[${version} ${id}]`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Text that is safe in a cell of a table. */
function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ')
    .replaceAll(/[\p{Cc}\ufeff]/gu, (character) => `\\u${hex4(character)}`);
}

function hex4(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
