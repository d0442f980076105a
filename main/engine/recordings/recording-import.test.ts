import { expect, test } from 'vitest';
import { publish, rawIp, start } from '../../trace-files/testing/imported.ts';
import { notedSink } from '../../trace-files/testing/noted-sink.ts';
import { pcapFile } from '../../trace-files/testing/pcap-file.ts';
import { TcpScript } from '../../trace-files/testing/tcp-script.ts';
import { RecordingImport } from './recording-import.ts';

/** A capture of so many messages, and one who reads it. */
function setup(messages: number) {
  const tcp = new TcpScript();
  tcp.handshake();
  const packets = Array.from({ length: messages }, (_, index) =>
    tcp.send('client', publish(`a/${index}`, 4)),
  ).flat();
  const file = pcapFile(
    packets.map((data, index) => ({ time: start + index, data })),
    { linkType: rawIp },
  );
  const { sink, lines } = notedSink();
  let backlog = 0;
  const fill = (to: number) => {
    backlog = to;
  };
  const reading = new RecordingImport({ ...sink, missing: () => undefined, backlog: () => backlog }, 1883);
  const received = () => lines.filter((line) => line.includes('publish')).length;
  return { file, reading, received, fill };
}

test('others have their turn while a capture is read', async () => {
  const { file, reading, received } = setup(5_000);
  const seen = new Set<number>();
  const other = setInterval(() => seen.add(received()), 0);

  const { summary } = await reading.take(file);
  clearInterval(other);

  expect(summary.packets).toBe(5_000);
  expect(seen.size).toBeGreaterThan(2);
});

test('one that is not wanted further ends where it stands, and keeps what it had', async () => {
  const { file, reading, received, fill } = setup(5_000);
  fill(1);

  const taken = reading.take(file);
  const finished = reading.finish();
  fill(0);
  const outcome = await finished;

  expect(outcome.summary.packets).toBe(received());
  expect((await taken).summary.packets).toBe(received());
  expect(received()).toBeLessThan(2_000);
});
