import type { Qos } from './packet.ts';

/** Two bits as a QoS; undefined for 3, which does not exist. */
export function qosOf(bits: number): Qos | undefined {
  if (bits === 0) return 0;
  if (bits === 1) return 1;
  return bits === 2 ? 2 : undefined;
}
