import { headerSize, kindAt, lengthAt, packetsAt } from '../capture/record-layout.ts';

/** What is wrong with records that should lie end to end and have so many sequence numbers; undefined if nothing is. */
export function whatIsWrong(data: Buffer, packets: number): string | undefined {
  let [at, counted] = [0, 0];
  while (at < data.byteLength && counted < packets) {
    const length = lengthAt(data, at);
    // First: what says how many packets a record holds believes its length.
    if (length < headerSize || at + length > data.byteLength) return 'a record has a wrong length';
    if (kindAt(data, at) === undefined) return 'a record is of no kind';
    counted += packetsAt(data, at);
    at += length;
  }
  return at === data.byteLength && counted === packets ? undefined : 'it has other records than it says';
}
