import { expect, test } from 'vitest';
import { accessRule } from '../../../app/contract/areas/broker/access.ts';
import { packet, u16 } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { brokerSource } from '../source-list.ts';
import { until } from '../testing/until.ts';
import { answeredWords } from './asked-filters.ts';
import { detailOf, testJourneys } from './testing/traced-engine.ts';

test('a SUBSCRIBE shows what was granted for each filter beside what was asked', async () => {
  const { client, port } = await testJourneys();
  const rules = [accessRule.parse({ effect: 'deny', filter: 'secret/#', action: 'subscribe' })];
  await client.call('access.rules', { rules, otherwise: 'allow' });
  const { client: raw } = await connected(port, 5, { id: 's' });
  raw.send(packet(0x82, u16(9), 0, 'plant/#', 2, 'secret/#', 1));

  const window = { at: 'end', count: 10 } as const;
  const params = { source: brokerSource, deliveries: false, filter: 'kind:subscribe', window };
  const { rows } = await until(client, 'trace.list', params, (value) => value.rows[0]?.outcome === 'refused');
  const detail = await detailOf(client, rows[0]?.id ?? 0);

  const text = (words: string) => ({ text: words, cut: 0 });
  const refused = { code: 0x87, name: 'Not authorized' };
  expect(rows[0]).toMatchObject({
    filters: [
      { filter: text('plant/#'), asked: 2, granted: 2 },
      { filter: text('secret/#'), asked: 1, reason: refused },
    ],
    filtersCut: 0,
  });
  expect(detail?.steps.find((step) => step.packet === 'suback')?.note.text).toBe(
    'plant/#: granted QoS 2 · secret/#: Not authorized',
  );
});

test('what was asked is said where less was granted', () => {
  const asked = { filter: { text: 'plant/#', cut: 0 }, asked: 2, granted: 1 } as const;

  expect(answeredWords({ filters: [asked], cut: 4 })).toBe('plant/#: granted QoS 1 (asked for 2) · 4 more');
});
