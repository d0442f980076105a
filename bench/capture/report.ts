import { mosquittoVersion } from '../broker/contenders.ts';
import type { Figure as Told } from '../frame/figure.ts';
import type { Busyness } from '../frame/measured-on.ts';
import { measuredOn } from '../frame/measured-on.ts';
import type { Compared } from '../frame/rounds-beside.ts';
import { shown, shownRatio, shownSpread } from '../frame/shown.ts';
import { packageVersion } from '../frame/versions.ts';
import type { CellReport } from './figures.ts';
import type { Round } from './round.ts';

/** The section of docs/performance.md. */
export function report(reports: readonly CellReport[], honesty: readonly Told[], busyness: Busyness): string {
  return [
    '## Capture at saturation',
    '',
    measuredOn('capture', busyness, [packageVersion('mqtt'), mosquittoVersion()]),
    '',
    'Messages of 150 bytes of JSON over 1,000 topics, a number in each that rises by one for each topic. Direct: a process floods with frames that were encoded before, as fast as its client takes them; at QoS 1 and 2 with up to 65,535 messages under way. Through mosquitto: the same process publishes 150,000/s, at QoS 1 and 2 as many as mosquitto takes of them with up to 1,000 messages under way. Ours is the web host as it starts, with tree, history and traces, and a window that follows tree, history and status 30 times a second; the others only count. In turns; median and, in brackets, lowest and highest round. CPU is the processor time of the whole process until everything is on the disk, for each message that was kept; on a machine that others use too it is steadier than the clock. What was dropped does not count as taken in.',
    '',
    '| load | who | messages/s | CPU µs each | of it main thread | dropped |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...reports.flatMap(({ cell, results }) =>
      [...results].map(([name, rounds]) => `| ${cell.name} | ${name} | ${rowOf(rounds)} |`),
    ),
    '',
    '| goal | ratio | by CPU | by CPU of the main thread | to reach | |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...reports.flatMap(({ figures }) => goalsOf(figures)),
    '',
    'What is stored under overload, found by reading every record of the history after the app has ended and comparing the numbers in the messages with those that were sent; no counter of the app is believed:',
    '',
    '| what | messages | goal | |',
    '| --- | ---: | ---: | --- |',
    ...honesty.map(({ name, value, goal, holds }) => {
      const verdict = holds === undefined ? '' : holds ? 'holds' : 'DOES NOT HOLD';
      return `| ${name} | ${shown(value, 0)} | ${goal === undefined ? '' : `≤ ${goal}`} | ${verdict} |`;
    }),
    '',
  ].join('\n');
}

function rowOf(rounds: readonly Round[]): string {
  const of = (pick: (round: Round) => number, digits: number) => shownSpread(rounds.map(pick), digits);
  const dropped = rounds.reduce((sum, round) => sum + round.dropped, 0);
  const taken = rounds.reduce((sum, round) => sum + round.taken, 0);
  const share = dropped === 0 ? '0' : `${shown(dropped, 0)} of ${shown(taken, 0)}`;
  return [of((one) => one.perSecond, 0), of((one) => one.cpu, 2), of((one) => one.cpuMain, 2), share].join(
    ' | ',
  );
}

function goalsOf(figures: readonly Compared[]): readonly string[] {
  const find = (name: string) => figures.find((figure) => figure.name === name);
  return figures
    .filter(({ name }) => !name.includes('by CPU'))
    .map((figure) => {
      const [whole, main] = [`${figure.name}, by CPU`, `${figure.name}, by CPU of the main thread`].map(find);
      const verdict = figure.holds === undefined ? '' : figure.holds ? 'holds' : 'DOES NOT HOLD';
      const cells = [figure.name, ratio(figure), ratio(whole), ratio(main), figure.goal ?? '', verdict];
      return `| ${cells.join(' | ')} |`;
    });
}

function ratio(figure: Compared | undefined): string {
  return figure === undefined ? '' : shownRatio(figure);
}
