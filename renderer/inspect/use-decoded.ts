import { useEffect, useMemo, useState } from 'react';
import type { PayloadFormat } from '../state/inspector-slice.ts';
import type { DecodedPayload, DecodeRequest } from './decode-payload.ts';
import { decodePayload } from './decode-payload.ts';
import type { DecodeOutcome } from './payload-decoder.ts';
import { PayloadDecoder } from './payload-decoder.ts';

/** Up to here decoding takes less than a millisecond and is done at once, so that nothing flickers. */
const mostAtOnce = 16_384;

/** A payload as text, as far as it is decoded. */
export interface Decoding {
  /** While a large one is decoded, what was decoded before it; undefined if nothing was. */
  readonly decoded: DecodedPayload | undefined;
  readonly isUnderWay: boolean;
}

/** The payload as text; a large one is made into it off the page's thread. */
export function useDecoded(
  bytes: Uint8Array,
  format: PayloadFormat | undefined,
  isPretty: boolean,
): Decoding {
  const request = useMemo(() => ({ bytes, format, isPretty }), [bytes, format, isPretty]);
  const isLarge = bytes.length > mostAtOnce;
  const atOnce = useMemo(() => (isLarge ? undefined : decodePayload(request)), [isLarge, request]);
  const last = useDecodedLast(isLarge ? request : undefined);
  if (atOnce !== undefined) return { decoded: atOnce, isUnderWay: false };
  return { decoded: last?.decoded, isUnderWay: last?.request !== request };
}

/** What was last decoded of what has been wanted, in a worker that lasts as long as large payloads are looked at. */
function useDecodedLast(request: DecodeRequest | undefined): DecodeOutcome | undefined {
  const [last, setLast] = useState<DecodeOutcome>();
  const [decoder, setDecoder] = useState<PayloadDecoder>();
  const isWanted = request !== undefined;
  useEffect(() => {
    if (!isWanted) return undefined;
    const made = new PayloadDecoder(startWorker, setLast);
    setDecoder(made);
    return () => {
      made.end();
      setDecoder(undefined);
      setLast(undefined);
    };
  }, [isWanted]);
  useEffect(() => {
    if (request !== undefined) decoder?.decode(request);
  }, [decoder, request]);
  return last;
}

function startWorker(): Worker {
  return new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
}
