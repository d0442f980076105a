import { useRef, useState } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { saveFile } from '../ui/save-file.ts';

const fileName = 'topicscope-retained.jsonl';

/** Saves retained messages as a file, read piece by piece; while it does, `bytes` says how far it is. */
export function useBackup() {
  const client = useClient();
  const tellDone = useApp((state) => state.tellDone);
  const tellFailure = useApp((state) => state.tellFailure);
  const [bytes, setBytes] = useState<number>();
  const underWay = useRef<AbortController>(undefined);

  const run = async (target: ListTarget, signal: AbortSignal): Promise<void> => {
    const begun = await client.call('broker.backup.begin', { target }, signal);
    tellFailure(begun);
    if (!begun.ok) return;
    const { job, messages } = begun.value;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for (;;) {
      const piece = await client.call('broker.backup.read', { job }, signal);
      tellFailure(piece);
      if (!piece.ok) return;
      if (piece.value.bytes.length === 0) break;
      parts.push(new Uint8Array(piece.value.bytes));
      size += piece.value.bytes.length;
      setBytes(size);
    }
    saveFile(new Blob(parts, { type: 'application/jsonl' }), fileName);
    tellDone(texts.broker.retained.saved(fileName, messages));
  };
  const save = (target: ListTarget): void => {
    if (underWay.current !== undefined) return;
    underWay.current = new AbortController();
    setBytes(0);
    void run(target, underWay.current.signal).finally(() => {
      underWay.current = undefined;
      setBytes(undefined);
    });
  };
  return { save, stop: () => underWay.current?.abort(), bytes };
}
