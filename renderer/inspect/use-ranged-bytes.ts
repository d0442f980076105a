import { useEffect, useMemo, useRef, useState } from 'react';
import type { ByteWindow } from '../packet/byte-window.ts';
import type { PacketPlace } from '../state/payload-bytes.ts';
import { readFrame } from '../state/payload-bytes.ts';
import { useApp, useClient } from '../state/use-app.tsx';

const chunkSize = 65_536;
/** Four megabytes; the chunk that was read first goes first. */
const mostChunks = 64;

/**
 * Bytes of a large payload, read in chunks as they are wanted. `start` is where the payload stands in the frame. For one
 * packet: give the component that uses it a key of the packet.
 */
export function useRangedBytes(place: PacketPlace, start: number, size: number): ByteWindow {
  const client = useClient();
  const tellFailure = useApp((state) => state.tellFailure);
  const { source, sequence } = place;
  const chunks = useRef(new Map<number, Uint8Array | undefined>());
  const [arrived, setArrived] = useState(0);
  const over = useRef(new AbortController());
  useEffect(() => {
    const asked = new AbortController();
    over.current = asked;
    chunks.current = new Map();
    setArrived((before) => before + 1);
    return () => asked.abort();
  }, []);

  return useMemo(() => {
    const read = async (chunk: number): Promise<void> => {
      const { signal } = over.current;
      const kept = chunks.current;
      kept.set(chunk, undefined);
      const from = chunk * chunkSize;
      const to = Math.min(size, from + chunkSize);
      const answer = await readFrame(client, { source, sequence }, start + from, start + to, signal);
      if (signal.aborted) return;
      tellFailure(answer);
      if (!answer.ok) return;
      kept.set(chunk, answer.value);
      const oldest = kept.size > mostChunks ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      setArrived((before) => before + 1);
    };
    return {
      size,
      // `arrived` makes this a new window whenever a chunk has come, so that what shows it shows it anew.
      at: (offset) =>
        arrived < 0 ? undefined : chunks.current.get(Math.floor(offset / chunkSize))?.[offset % chunkSize],
      want: (from, to) => {
        for (let chunk = Math.floor(from / chunkSize); chunk * chunkSize < Math.min(to, size); chunk += 1) {
          if (!chunks.current.has(chunk)) void read(chunk);
        }
      },
    };
  }, [client, tellFailure, source, sequence, start, size, arrived]);
}
