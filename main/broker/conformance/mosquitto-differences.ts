/** Where mosquitto 2.0 does something else than a conformance test of ours expects. */
export interface MosquittoDifference {
  /** `allowed`: the standard leaves it open. `fault`: mosquitto does not do what the standard says. */
  readonly kind: 'allowed' | 'fault';
  readonly instead: string;
  /** Tests by their full names without tags: `level 5 > a second CONNECT ends the connection`. */
  readonly tests: readonly string[];
}

export const mosquittoDifferences: readonly MosquittoDifference[] = [];

export function differenceOf(fullName: string): MosquittoDifference | undefined {
  const name = withoutTags(fullName);
  return mosquittoDifferences.find(({ tests }) => tests.includes(name));
}

/** A test's name without the statements that it shows: `[5.0 MQTT-3.3.1-5] [5.0 x-property-doubled] a title`. */
export function withoutTags(name: string): string {
  return name.replaceAll(/\[\d\.\d(?:\.\d)? [^\]]+\] /g, '');
}
