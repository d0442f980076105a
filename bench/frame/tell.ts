import { writeSection } from '../performance-page.ts';
import type { Figure } from './figure.ts';
import type { Busyness } from './measured-on.ts';
import { measuredOn } from './measured-on.ts';

interface Measured {
  readonly bench: string;
  /** Of its section. */
  readonly title: string;
  /** What was measured, and how to read it. */
  readonly about: string;
  readonly figures: readonly Figure[];
  readonly busyness: Busyness;
  /** Of what took part beside ours and Node. */
  readonly versions?: readonly string[];
}

/** What a bench ends with: a line for programs with --json, else its section for people; with --write onto the page too. */
export function tell(measured: Measured): void {
  const { bench, figures } = measured;
  const text = sectionOf(measured);
  console.log(process.argv.includes('--json') ? JSON.stringify({ bench, figures }) : text);
  if (process.argv.includes('--write')) writeSection(bench, text);
}

export function sectionOf({ bench, title, about, figures, busyness, versions }: Measured): string {
  const hasReference = figures.some(({ reference }) => reference !== undefined);
  const more = hasReference ? ['reference', 'ratio'] : [];
  const numbers = ['measured', ...more, 'goal'];
  return [
    `## ${title}`,
    '',
    measuredOn(bench, busyness, versions),
    '',
    about,
    '',
    `| what | ${numbers.join(' | ')} | |`,
    `| --- |${numbers.map(() => ' ---: |').join('')} --- |`,
    ...figures.map((figure) => `| ${cellsOf(figure, hasReference).join(' | ')} |`),
    '',
  ].join('\n');
}

function cellsOf(figure: Figure, hasReference: boolean): readonly string[] {
  const { name, value, unit, reference, ratio, goal, goalOf, wants, holds } = figure;
  const isRatio = goalOf === 'ratio';
  const own = isRatio ? '' : spreadOf(figure);
  const beside = [
    reference === undefined ? '' : shown(reference),
    ratio === undefined ? '' : `× ${shown(ratio)}${isRatio ? spreadOf(figure) : ''}`,
  ];
  const sign = wants === 'most' ? '≤' : '≥';
  const wanted = goal === undefined ? '' : `${sign} ${isRatio ? '× ' : ''}${shown(goal)}`;
  const verdict = holds === undefined ? '' : holds ? 'holds' : 'DOES NOT HOLD';
  return [name, `${shown(value)}${own} ${unit}`, ...(hasReference ? beside : []), wanted, verdict];
}

function spreadOf({ lowest, highest }: Figure): string {
  return lowest === undefined || highest === undefined ? '' : ` (${shown(lowest)}–${shown(highest)})`;
}

function shown(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
