import { useRef, useState } from 'react';
import type { InspectedPacket } from '../state/inspector-slice.ts';
import { readFrame } from '../state/payload-bytes.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { saveFile } from '../ui/save-file.ts';
import { fileNameOf } from './file-name.ts';

/** Bytes between two words about the progress. */
const step = 1_048_576;

/** Saves the payload as a file; while a large one is read, `progress` says how many percent, and `save` stops it. */
export function useSavePayload({ source, detail }: InspectedPacket) {
  const client = useClient();
  const tellDone = useApp((state) => state.tellDone);
  const tellFailure = useApp((state) => state.tellFailure);
  const [progress, setProgress] = useState<number>();
  const underWay = useRef<AbortController>(undefined);

  const run = async (signal: AbortSignal): Promise<void> => {
    const { start, end } = detail.payload;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let at = start; at < end; at += step) {
      const place = { source, sequence: detail.sequence };
      const part = await readFrame(client, place, at, Math.min(end, at + step), signal);
      tellFailure(part);
      if (!part.ok) return;
      parts.push(part.value);
      setProgress(Math.round(((at - start) / (end - start)) * 100));
    }
    const name = fileNameOf(detail.topic, detail.time, parts[0] ?? new Uint8Array());
    saveFile(new Blob(parts), name);
    tellDone(texts.inspect.payload.saved(name));
  };
  const save = (): void => {
    if (underWay.current !== undefined) {
      underWay.current.abort();
      return;
    }
    underWay.current = new AbortController();
    void run(underWay.current.signal).finally(() => {
      underWay.current = undefined;
      setProgress(undefined);
    });
  };
  return { save, progress };
}
