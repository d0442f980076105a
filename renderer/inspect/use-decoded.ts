import { useEffect, useState } from 'react';
import type { PayloadFormat } from '../state/inspector-slice.ts';
import type { DecodedPayload, DecodeRequest } from './decode-payload.ts';
import { decodePayload } from './decode-payload.ts';

/** Up to here decoding takes less than a millisecond and is done at once, so that nothing flickers. */
const mostAtOnce = 16_384;

/** The payload as text; undefined for the moment while a large one is decoded. */
export function useDecoded(
  bytes: Uint8Array | undefined,
  format: PayloadFormat | undefined,
  isPretty: boolean,
): DecodedPayload | undefined {
  const [decoded, setDecoded] = useState<DecodedPayload>();
  useEffect(() => {
    if (bytes === undefined) {
      setDecoded(undefined);
      return undefined;
    }
    const request: DecodeRequest = { bytes, format, isPretty };
    if (bytes.length > mostAtOnce) return decodeInWorker(request, setDecoded);
    setDecoded(decodePayload(request));
    return undefined;
  }, [bytes, format, isPretty]);
  return decoded;
}

/** Returns how to give up; a worker that is busy with what nobody wants any more is ended. */
function decodeInWorker(request: DecodeRequest, tell: (decoded: DecodedPayload) => void): () => void {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<DecodedPayload>) => {
    tell(event.data);
    worker.terminate();
  });
  worker.postMessage(request);
  return () => worker.terminate();
}
