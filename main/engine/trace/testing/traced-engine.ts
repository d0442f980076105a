import { connectAsync } from 'mqtt';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../../app/base/clock.ts';
import type { SourceId } from '../../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../../app/contract/areas/trace/exchange.ts';
import type { TraceListValue } from '../../../../app/contract/areas/trace/trace.ts';
import type { Client } from '../../../../app/contract/connect.ts';
import { brokerSource } from '../../source-list.ts';
import { makeFolder, startEngine } from '../../testing/running-engine.ts';
import { until } from '../../testing/until.ts';

/** An engine in a folder of its own, gone when the test ends, and a client of it. */
export async function testEngine(clock?: Clock): Promise<Client> {
  return (await startEngine(await makeFolder(), clock)).client;
}

/** The same with its broker running, and npm mqtt as `press-plc-1` on it. */
export async function testJourneys(clock?: Clock) {
  const client = await testEngine(clock);
  await client.call('broker.start', {
    port: 0,
    wsPort: 0,
    network: false,
    allowedOrigins: [],
    whenTaken: 'ask',
  });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  const port = state.kind === 'running' ? (state.listeners[0]?.port ?? 0) : 0;
  const publisher = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'press-plc-1',
    protocolVersion: 5,
  });
  onTestFinished(() => publisher.endAsync(true));
  return { client, port, publisher };
}

export type Row = TraceListValue['rows'][number];

/** The messages and deliveries, once they are as wanted. */
export async function rows(
  client: Client,
  isWanted: (rows: readonly Row[]) => boolean,
  source: SourceId = brokerSource,
): Promise<readonly Row[]> {
  const window = { at: 'end', count: 200 } as const;
  const params = { source, deliveries: true, window };
  const value = await until(client, 'trace.list', params, ({ rows }) => isWanted(messages(rows)));
  return messages(value.rows);
}

function messages(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ kind }) => kind === 'publish' || kind === 'delivery');
}

/** `publish press-plc-1 alarm Q2→Q1 resent 1/1`: of a message how many of its deliveries are done. */
export function line({ kind, client, what, qos, deliveredQos, outcome, deliveries, detail }: Row): string {
  const reach = deliveries === undefined ? '' : ` ${deliveries.done}/${deliveries.total}`;
  const to = deliveredQos === undefined ? '' : `→Q${deliveredQos}`;
  return `${kind} ${client} ${what.text} Q${qos}${to} ${outcome}${reach}${detail === '' ? '' : ` (${detail})`}`;
}

export async function detailOf(
  client: Client,
  exchange: number,
  source: SourceId = brokerSource,
): Promise<TraceDetail | undefined> {
  const params = { source, exchange };
  return (await until(client, 'trace.exchange', params, ({ detail }) => detail !== undefined)).detail;
}

/** One line for each step: `press-plc-1>broker publish q2 id (context)`. */
export function stepsOf(detail: TraceDetail | undefined): string[] {
  const names = detail?.participants.map(({ name, role }) => (name === '' ? role : name)) ?? [];
  return (detail?.steps ?? []).map(({ from, to, kind, packet, qos, packetId, dup, isContext, note }) => {
    const what = kind === 'packet' ? packet : kind;
    const parts = [`${names[from]}>${names[to]}`, what, ...(qos === undefined ? [] : [`q${qos}`])];
    // npm mqtt begins with any identifier.
    const isPublishers = names[from] === 'press-plc-1' || names[to] === 'press-plc-1';
    if (packetId !== undefined) parts.push(isPublishers ? 'id' : `id ${packetId}`);
    if (dup) parts.push('DUP');
    if (kind === 'routed') parts.push(note.text);
    return [...parts, ...(isContext ? ['(context)'] : [])].join(' ');
  });
}
