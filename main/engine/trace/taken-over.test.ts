import { expect, test } from 'vitest';
import { connected } from '../../broker/testing/raw-client.ts';
import { brokerSource } from '../source-list.ts';
import { until } from '../testing/until.ts';
import { stepsOf, testJourneys } from './testing/traced-engine.ts';

test.each([4, 5] as const)(
  'the end of a connection of version %i that another took over shows both, each in a lane of its own, and what was found',
  async (version) => {
    const { client, port } = await testJourneys();
    for (let times = 0; times < 4; times += 1) await connected(port, version, { id: 'twin' });
    const params = { source: brokerSource, deliveries: false, window: { at: 'end', count: 50 } } as const;
    const isEnd = ({ kind, client: name }: { kind: string; client: string }) =>
      name === 'twin' && (kind === 'disconnect' || kind === 'loss');
    const { rows } = await until(
      client,
      'trace.list',
      params,
      (value) => value.rows.filter(isEnd).length === 3,
    );
    const exchange = rows.findLast(isEnd)?.id ?? 0;

    const { detail, findings } = await until(
      client,
      'trace.exchange',
      { source: brokerSource, exchange },
      (value) => (value.findings ?? []).length > 0,
    );

    const marked = await until(client, 'trace.list', params, (value) =>
      value.rows.some(({ id, findings: count }) => id === exchange && count > 0),
    );

    expect(marked.rows.find(({ id }) => id === exchange)?.findings).toBe(findings?.length);
    expect(detail?.exchange.findings).toBe(findings?.length);
    expect(detail?.participants.map(({ name }) => name)).toEqual(['twin', '', 'twin']);
    expect(detail?.participants[0]?.address).not.toBe(detail?.participants[2]?.address);
    expect(stepsOf(detail)).toEqual([
      'twin>broker connect (context)',
      'broker>twin connack (context)',
      'twin>broker connect (context)',
      'broker>twin connack (context)',
      version === 5 ? 'broker>twin disconnect' : 'broker>twin lost',
    ]);
    expect(findings?.map(({ kind, client: name }) => [kind, name])).toEqual([['client-id-conflict', 'twin']]);
  },
);
