import { cpus, loadavg } from 'node:os';
import type { Compared } from '../frame/rounds-beside.ts';
import { shown, shownRatio, shownSpread } from '../frame/shown.ts';
import type { Cell } from './cells.ts';
import { mosquittoLines, mosquittoVersion } from './contenders.ts';
import type { Results } from './figures.ts';
import { profilesOf } from './profiles.ts';
import type { Round } from './round.ts';

/** A load, what each broker made of it, and the comparisons. */
export interface CellReport {
  readonly cell: Cell;
  readonly results: Results;
  readonly figures: readonly Compared[];
}

/** The section of docs/performance.md: what ran where, every cell, and what became of the goals. */
export function report(reports: readonly CellReport[], command: string, aedesVersion: string): string {
  return [
    '## Broker',
    '',
    `\`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.version}, ${aedesVersion}, ${mosquittoVersion()} (${mosquittoLines.join(', ')}). Load average of the machine at the end, our own load included: ${loadavg()[0]?.toFixed(1)}.`,
    '',
    'One publisher, messages of 150 bytes over 1,000 topics, each broker in a process of its own, in turns. Publisher and subscribers are processes of their own: raw sockets, frames made before. At QoS 0 the publisher sends what its socket takes, at QoS 1 and 2 it has 500 messages under way. Median and, in brackets, lowest and highest round. Nothing counts before each broker has had 1.5 seconds of the same load, of a storm 4 (aedes of messages 0.3: it takes long until what piled up has come). CPU is the processor time of the whole broker process; on a machine that others use too it is steadier than the clock. The bare router only hands each read on to all, without looking at it: what the load itself can do. With capture on it is the broker of the app, which records everything and stores it, and has 0.7 seconds after each round to trace what it put off; with persistence on, the subscribers have sessions that stay. Where "lost" is not 0 the copies did not come within a second.',
    '',
    '| load | broker | delivered/s | CPU µs each | lost |',
    '| --- | --- | ---: | ---: | ---: |',
    ...reports.flatMap(({ cell, results }) =>
      [...results].map(([name, rounds]) => `| ${cell.name} | ${name} | ${rowOf(rounds)} |`),
    ),
    '',
    '| ours beside | ratio | by CPU | goal | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...reports.flatMap(({ figures }) => goalsOf(figures)),
    '',
    ...failuresOf(reports.flatMap(({ figures }) => figures)),
  ].join('\n');
}

function failuresOf(figures: readonly Compared[]): readonly string[] {
  const names = figures.filter(({ holds }) => holds === false).map(({ name }) => name);
  return names.length === 0 ? [] : ['What does not hold, and why:', '', ...profilesOf(names), ''];
}

function rowOf(rounds: readonly Round[]): string {
  const rates = shownSpread(
    rounds.map(({ perSecond }) => perSecond),
    0,
  );
  const cpu = shownSpread(
    rounds.map((round) => round.cpu),
    2,
  );
  const lost = rounds.reduce((sum, round) => sum + round.lost, 0);
  return `${rates} | ${cpu} | ${shown(lost, 0)}`;
}

function goalsOf(figures: readonly Compared[]): readonly string[] {
  return figures.flatMap((figure) => {
    if (figure.name.endsWith(', CPU')) return [];
    const cpu = figures.find(({ name }) => name === `${figure.name}, CPU`);
    const verdict = figure.holds === undefined ? '' : figure.holds ? 'holds' : 'DOES NOT HOLD';
    return [
      `| ${figure.name} | ${shownRatio(figure)} | ${cpu === undefined ? '' : shownRatio(cpu)} | ${figure.goal ?? ''} | ${verdict} |`,
    ];
  });
}
