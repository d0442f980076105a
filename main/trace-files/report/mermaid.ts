import type { Participant, TraceDetail, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import { mermaidText } from './hostile-text.ts';
import { durationText, reasonText, stepFlags, stepName, wholeText } from './step-words.ts';

/** A trace as a sequence diagram of Mermaid. Whatever stands in names and topics is text there and nothing else. */
export function mermaidOf({ participants, steps, stepsCut }: TraceDetail): string {
  const start = steps[0]?.time ?? 0;
  const lines = [
    'sequenceDiagram',
    ...participants.map((lane, index) => `  participant p${index} as ${mermaidText(laneText(lane))}`),
    ...steps.map((step) => `  ${arrowOf(step)}: ${mermaidText(textOf(step, start))}`),
    ...(stepsCut > 0 ? [`  Note over p0: ${stepsCut} more steps`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function laneText({ name, role, address }: Participant): string {
  return [name === '' ? role : name, address].filter((part) => part !== '').join(' ');
}

/** Context is dashed; what is no packet stands over its lane. */
function arrowOf({ from, to, kind, isContext }: TraceStep): string {
  if (kind !== 'packet' || from === to) return `Note over p${from}`;
  return `p${from}${isContext ? '-->>' : '->>'}p${to}`;
}

function textOf(step: TraceStep, start: number): string {
  const parts = [
    `${stepName(step)} ${stepFlags(step)}`.trim(),
    reasonText(step.reason),
    wholeText(step.note),
    ...step.faults,
    step.certainty === 'known' ? '' : step.certainty,
    `+${durationText(step.time - start)}`,
  ];
  return parts.filter((part) => part !== '').join(' / ');
}
