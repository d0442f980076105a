import type { FieldRecorder } from './field-recorder.ts';

/** Some neighbouring bits of a byte that mean something of their own. */
export interface FlagPart {
  readonly name: string;
  readonly clause: string;
  /** Bits to the right of it. */
  readonly shift: number;
  readonly width: number;
}

export function flagPart(name: string, clause: string, shift: number, width = 1): FlagPart {
  return { name, clause, shift, width };
}

/** Records a byte of flags as a group, each part a field on the same byte. */
export function recordFlags(
  recorder: FieldRecorder,
  name: string,
  clause: string,
  at: number,
  byte: number,
  parts: readonly FlagPart[],
): void {
  recorder.open(name, clause, at);
  for (const part of parts) {
    recorder.add(part.name, part.clause, at, at + 1, String((byte >> part.shift) & (2 ** part.width - 1)));
  }
  recorder.close(at + 1, byte.toString(2).padStart(8, '0'));
}
