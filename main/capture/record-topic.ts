import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from './record-layout.ts';

const none = new Uint8Array(0);

/** The topic of a PUBLISH, an alias resolved, as a view; empty where it has none that could be read. */
export function topicOf({ body, version, aliasTopic }: CapturedRecord): Uint8Array {
  if (aliasTopic.byteLength > 0) return aliasTopic;
  const scan = createPublishScan();
  return scanPublish(body, version, scan) ? body.subarray(scan.topicStart, scan.topicEnd) : none;
}
