import { z } from 'zod';
import { call } from '../define.ts';
import { bytes, sourceId, time } from './common.ts';

/** What was found in a capture file so far. */
const captureSummary = z.object({
  /** Packets of the network, and of these what was passed over. */
  captured: z.number(),
  passedOver: z.object({
    fragment: z.number(),
    'not IP': z.number(),
    'not TCP': z.number(),
    'cut off': z.number(),
    unknown: z.number(),
  }),
  /** TCP connections that carried MQTT, and those that carried something else. */
  connections: z.number(),
  otherConnections: z.number(),
  /** What the others carried, as far as that is known; `cut`: too little was captured to tell. */
  others: z.object({ tls: z.number(), webSocket: z.number(), cut: z.number(), unknown: z.number() }),
  /** Segments of which the capture has only the beginning. */
  shortened: z.number(),
  /** MQTT control packets. */
  packets: z.number(),
  /** Bytes that the capture lacks, and those of MQTT connections that could not be read. */
  missingBytes: z.number(),
  unreadBytes: z.number(),
  /** When the first and the last packet of the network was captured; undefined before the first. */
  from: time.optional(),
  to: time.optional(),
});

/** A file on its way into the engine. */
const job = z.number().int();

/** A capture that was taken in, or is being taken in. */
const importOutcome = z.object({
  summary: captureSummary,
  /** Bytes at the end of the file that are the beginning of something that is not whole. */
  cutOff: z.number(),
  /** What is wrong with the file, and where; what it had before that is there. */
  problem: z.string().max(500).optional(),
  /** Nothing of it was kept, because there is no MQTT in it. */
  isEmpty: z.boolean(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

/** The most characters of a recording's name. */
export const longestRecordingName = 200;

export const recordingCalls = {
  /**
   * Begins to read a capture file (pcap, pcapng), whose bytes come by `recording.take`. `port` is the only one that
   * brokers listen on; without it 1883, and every port where a client sends CONNECT.
   */
  'recording.begin': call(
    z.object({
      name: z.string().max(1_000),
      port: z.number().int().min(1).max(65_535).optional(),
    }),
    z.object({ job, source: sourceId }),
  ),
  /** Takes the next bytes and answers when there is room for more; `problem` where no more can be read. */
  'recording.take': call(
    z.object({ job, bytes }),
    z.object({ summary: captureSummary, problem: z.string().max(500).optional() }),
  ),
  /** The file ends here, or is not wanted further: what was read is kept. */
  'recording.finish': call(z.object({ job }), importOutcome),
  /** Deletes a recording with its history; with `dryRun` it says only how much that is. */
  'recording.delete': call(
    z.object({ source: sourceId, dryRun: z.boolean() }),
    z.object({ records: z.number(), bytes: z.number() }),
  ),
} as const;
