import { expect, test } from 'vitest';
import { batchBytes, linkChangeBytes } from './limits.ts';
import { connack, setup, start } from './testing/recorder-setup.ts';

test('a link is marked when the server has said yes and when it is lost, not when it was refused', () => {
  const { recorder, records } = setup();
  const refused = recorder.linkOpened(start, 1);
  recorder.packet(refused, 'received', 4, Uint8Array.of(0x20, 2, 0, 5), 2);
  recorder.linkClosed(refused, 'refused', 3);
  const accepted = recorder.linkOpened(start, 4);
  recorder.packet(accepted, 'received', 4, connack, 5);
  recorder.linkIdentified(accepted, 'me', 4);
  recorder.linkClosed(accepted, 'the keep alive ran out', 6);

  expect(
    records()
      .filter(({ isMark }) => isMark)
      .map(({ kind, link, time }) => [kind, link, time]),
  ).toEqual([
    ['connected', 8, 5],
    ['closed', 8, 6],
  ]);
});

test('what became known of a link while a batch was gathered is one change, which goes with the batch', () => {
  const { recorder, links, batches } = setup();
  const left = recorder.linkOpened(start, 1);
  recorder.linkIdentified(left, 'first', 4);
  recorder.linkClosed(left, 'refused', 2);
  const stays = recorder.linkOpened(start, 3);
  recorder.flush();
  recorder.linkIdentified(stays, 'second', 5);

  const { address, transport } = start;
  const nothing = { address: '', transport: undefined, clientId: undefined, version: 0, why: '' };
  expect(links()).toEqual([
    { link: 7, opened: 1, address, transport, clientId: 'first', version: 4, closed: 2, why: 'refused' },
    { ...nothing, link: 8, opened: 3, address, transport, closed: undefined },
    { ...nothing, link: 8, opened: undefined, clientId: 'second', version: 5, closed: undefined },
  ]);
  expect(batches.map(({ firstSequence, count }) => [firstSequence, count])).toEqual([
    [100, 3],
    [103, 0],
  ]);
});

test('changes of links are handed over before they are as long as a batch may be', () => {
  const { recorder, batches } = setup();
  const most = batchBytes / linkChangeBytes;

  for (let count = 0; count < most; count += 1) recorder.linkOpened(start, 1);

  expect(batches.length).toBeGreaterThan(0);
  expect(batches.every(({ links }) => links.length <= most)).toBe(true);
});

test('links of a source that has many are no marks', () => {
  const { recorder, records } = setup({ marksLinks: false });
  const link = recorder.linkOpened(start, 1);
  recorder.packet(link, 'sent', 4, connack, 2);
  recorder.linkClosed(link, 'gone', 3);

  expect(records().filter(({ isMark }) => isMark)).toEqual([]);
});

test('only the first link of a run says that the run begins', () => {
  const { recorder, records } = setup();

  for (const time of [1, 2]) {
    recorder.linkOpened(start, time);
    recorder.flush();
  }

  expect(records().map(({ link, body }) => `${link} ${Buffer.from(body).toString()}`)).toEqual([
    '7 {"address":"broker:1883","begins":true}',
    '8 {"address":"broker:1883"}',
  ]);
});
