import { readFileSync } from 'node:fs';

export const versions = ['3.1', '3.1.1', '5.0'] as const;
export type Version = (typeof versions)[number];

/** One thing that a version of the standard wants, in our own words. */
export interface Statement {
  /** The standard's own id (`MQTT-3.3.1-5`), or one of ours where it numbers nothing (`x-property-doubled`). */
  readonly id: string;
  /** `client`: a duty of clients alone; a test may still show how the broker answers who neglects it. */
  readonly of: 'server' | 'client';
  readonly text: string;
}

export interface Group {
  readonly title: string;
  readonly statements: readonly Statement[];
}

const folder = 'main/broker/conformance/statements';

/** Reads the statements of a version: `# group`, then lines of `id server: text`. */
export function groupsOf(version: Version): readonly Group[] {
  return parse(readFileSync(`${folder}/${version}.txt`, 'utf8'));
}

export function parse(text: string): readonly Group[] {
  const groups: { title: string; statements: Statement[] }[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (line.startsWith('# ')) groups.push({ title: line.slice(2), statements: [] });
    else statementsOfLast(groups).push(statementOf(line));
  }
  return groups;
}

function statementsOfLast(groups: readonly { statements: Statement[] }[]): Statement[] {
  const group = groups.at(-1);
  if (group === undefined) throw new Error('A statement stands before the first group');
  return group.statements;
}

function statementOf(line: string): Statement {
  const [, id, of, text] = /^(\S+) (server|client): (.+)$/.exec(line) ?? [];
  if (id === undefined || text === undefined) throw new Error(`This is no statement: ${line}`);
  return { id, of: of === 'client' ? 'client' : 'server', text };
}
