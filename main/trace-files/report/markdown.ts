import { counted } from '../../../app/base/counted.ts';
import type { ExchangeRow, TraceDetail, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import { outcomes } from '../../../app/contract/areas/trace/states.ts';
import { code } from './hostile-text.ts';
import { mermaidOf } from './mermaid.ts';
import {
  durationText,
  kindName,
  outcomeName,
  reasonText,
  stepFlags,
  stepName,
  timeText,
  wholeText,
} from './step-words.ts';

/** What a report says beside the trace. */
export interface ReportFacts {
  /** The name of the source. */
  readonly source: string;
  /** Name and version of what took part: Topicscope, Node. */
  readonly versions: readonly (readonly [name: string, version: string])[];
}

/** An exchange or a journey for a bug report, with what was found about it. */
export function markdownOf(detail: TraceDetail, findings: readonly Finding[], facts: ReportFacts): string {
  return [
    `## ${titleOf(detail)}`,
    summaryOf(detail, facts.source).join('\n'),
    ...(findings.length === 0 ? [] : ['### Findings', findings.map(findingLine).join('\n')]),
    '### Packets',
    packetTable(detail),
    cutText(detail),
    '### Sequence',
    `\`\`\`mermaid\n${mermaidOf(detail)}\`\`\``,
    '### Versions',
    versionLines(facts),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function versionLines({ versions }: ReportFacts): string {
  return versions.map(([name, version]) => `- ${code(`${name} ${version}`)}`).join('\n');
}

function titleOf({ exchange, isJourney }: TraceDetail): string {
  const what = exchange.what.text === '' ? '' : ` ${code(wholeText(exchange.what))}`;
  return `${isJourney ? 'Journey of ' : ''}${kindName(exchange.kind)}${what}: ${outcomeName(exchange)}`;
}

function summaryOf({ exchange }: TraceDetail, source: string): readonly string[] {
  const { time, took, outcome, awaiting, reason, detail, resends, packetId, qos } = exchange;
  const about = [
    `- ${timeText(time)}`,
    took === undefined ? '' : `took ${durationText(took)}`,
    qos === undefined ? '' : `QoS ${qos}`,
    packetId === undefined || packetId === 0 ? '' : `packet identifier ${packetId}`,
    resends === 0 ? '' : `sent again ${resends === 1 ? 'once' : `${resends} times`}`,
  ];
  return [
    `- Source ${code(source)}, client ${exchange.client === '' ? 'unknown' : code(exchange.client)}`,
    about.filter((part) => part !== '').join(', '),
    `- **${outcome}**: ${outcomes[outcome].meaning}${awaiting === undefined ? '' : ` Awaited: ${awaiting.toUpperCase()}.`}`,
    ...(reason === undefined ? [] : [`- Reason ${code(reasonText(reason))}`]),
    ...(detail === '' ? [] : [`- ${code(detail)}`]),
    ...deliveriesOf(exchange),
  ];
}

function deliveriesOf({ deliveries }: Omit<ExchangeRow, 'row'>): readonly string[] {
  if (deliveries === undefined) return [];
  const { total, done, waiting, failed } = deliveries;
  return [
    `- ${counted(total, 'delivery', 'deliveries')}: ${done} done, ${waiting} waiting, ${failed} failed`,
  ];
}

function findingLine({ weight, kind, what, count, client, topic }: Finding): string {
  const about = [client, wholeText(topic)].filter((part) => part !== '').map(code);
  const again = count > 1 ? ` (${count} times)` : '';
  const { means, tryThis, clause } = findingTexts[kind];
  const explained = [means, tryThis, clause].filter((part) => part !== '').join(' ');
  return `- **${weight}** ${kind}${again}: ${[...about, code(what)].join(', ')}\n  ${explained}`;
}

function packetTable({ steps, participants }: TraceDetail): string {
  const start = steps[0]?.time ?? 0;
  const name = (lane: number) => {
    const found = participants[lane];
    return found === undefined ? '?' : code(found.name === '' ? found.role : found.name);
  };
  const rows = steps.map((step, index) => stepCells(step, index, start, name));
  const head = ['', 'time', 'after', 'from', 'to', 'packet', '', 'reason', 'note'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function stepCells(
  step: TraceStep,
  index: number,
  start: number,
  name: (lane: number) => string,
): readonly string[] {
  const notes = [
    wholeText(step.note),
    ...step.faults.map((fault) => `fault: ${fault}`),
    step.certainty === 'known' ? '' : step.certainty,
    step.isContext ? 'context' : '',
  ].filter((part) => part !== '');
  return [
    String(index + 1),
    timeText(step.time).slice(11),
    durationText(step.time - start),
    name(step.from),
    step.from === step.to ? '' : name(step.to),
    stepName(step),
    stepFlags(step),
    step.reason === undefined ? '' : code(reasonText(step.reason)),
    notes.map(code).join(' '),
  ];
}

function cutText({ stepsCut, participantsCut }: TraceDetail): string {
  const cut = [
    stepsCut > 0 ? `${stepsCut} more steps` : '',
    participantsCut > 0 ? `${participantsCut} more receivers` : '',
  ].filter((part) => part !== '');
  return cut.length === 0 ? '' : `${cut.join(' and ')} are not shown.`;
}
