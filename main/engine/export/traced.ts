import { setTimeout as delay } from 'node:timers/promises';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { Finding, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import { shownFinding } from '../trace/shown-finding.ts';
import type { ExchangeList, TraceClient } from '../trace/trace-client.ts';
import type { Answers } from '../trace/trace-messages.ts';

/** Milliseconds between two looks at a list that is still being counted. */
const pause = 50;

/** Why nothing can be exported, for the person who asked. */
export class ExportError extends Error {}

export const untraced = 'There are no traces: they are switched off in the settings, or they cannot be kept.';

type ListRead = NonNullable<Answers['list']>;
type Bound = NonNullable<Answers['findings']>['bound'];

/** Waits until all records up to that one are traced and the list is whole; `look` is told of each look at it. */
export async function wholeList(
  list: ExchangeList,
  storedTo: number,
  look: (read: ListRead) => void,
): Promise<ListRead> {
  for (;;) {
    const read = await list.read({ at: 'end', count: 0 });
    if (read === undefined) throw new ExportError(untraced);
    look(read);
    if (!read.counting && read.tracedTo >= storedTo) return read;
    await delay(pause);
  }
}

/** Waits until all records of the source up to that one are traced. */
export async function untilTraced(
  client: Pick<TraceClient, 'openList'>,
  source: SourceId,
  storedTo: number,
): Promise<void> {
  const list = client.openList({ source, filter: undefined, deliveries: false }, false, () => undefined);
  try {
    await wholeList(list, storedTo, () => undefined);
  } finally {
    list.close();
  }
}

/** The findings of a source that are not muted, the newest first; returns whether there were more than are kept. */
export async function* findingsOf(
  client: Pick<TraceClient, 'ask'>,
  source: SourceId,
  mutes: readonly MuteRule[],
): AsyncGenerator<Finding, Bound> {
  for (let from = 0; ; ) {
    const answer = await client.ask({ name: 'findings', source, from, mutes });
    if (answer === undefined) throw new ExportError(untraced);
    if (answer.name !== 'findings' || answer.value === undefined) return undefined;
    yield* answer.value.findings.map(shownFinding);
    from += answer.value.findings.length;
    if (answer.value.cut === 0 || answer.value.findings.length === 0) return answer.value.bound;
  }
}
