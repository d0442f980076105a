import { Download, Trash2, Undo2, Upload } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { RetainedRow } from '../../app/contract/areas/broker/retained.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { Chosen } from './list-definition.ts';
import { useBackup } from './use-backup.ts';
import { useRestore } from './use-restore.ts';

const words = texts.broker.retained;
const nothing: FeedValue<'brokerCleared'> = { messages: 0, at: 0 };

interface RetainedBarProps {
  readonly chosen: Chosen<RetainedRow>;
  readonly filter: string;
}

/** Clearing with its way back, and backups. */
export function RetainedBar({ chosen, filter }: RetainedBarProps) {
  const clear = useApp((state) => state.clearRetained);
  const undo = useApp((state) => state.undoClear);
  const stopWork = useApp((state) => state.stopRetainedWork);
  const { messages, work } = useCleared();
  const { save, stop, bytes } = useBackup();
  // One row is chosen by looking at it: the button is for several, or for all that matches.
  const target: ListTarget =
    chosen.count > 1 && chosen.target !== undefined ? chosen.target : { kind: 'matching', filter };
  const clearText =
    chosen.count > 1 ? words.clearChosen : filter.trim() === '' ? words.clearAll : words.clearMatching;
  return (
    <>
      {work !== undefined || messages === 0 ? undefined : (
        <Button title={words.undoHint} onClick={() => void undo()}>
          <Undo2 aria-hidden="true" />
          {words.undo(messages)}
        </Button>
      )}
      {work === undefined ? (
        <Button onClick={() => void clear(target, () => save(target))}>
          <Trash2 aria-hidden="true" />
          {clearText}
        </Button>
      ) : (
        <Working text={words.work[work.what](work.done, work.all)} onStop={() => void stopWork()} />
      )}
      {bytes === undefined ? (
        <Button title={words.backupHint} onClick={() => save(target)}>
          <Download aria-hidden="true" />
          {words.backup}
        </Button>
      ) : (
        <Working text={words.saving(bytes)} onStop={stop} />
      )}
      <Restore />
    </>
  );
}

/** What was cleared last and can be put back, and what is under way, in whatever window. */
function useCleared(): FeedValue<'brokerCleared'> {
  const client = useClient();
  const [cleared, setCleared] = useState<FeedValue<'brokerCleared'>>(nothing);
  useEffect(() => {
    const watch = client.watch('brokerCleared', {}, { value: setCleared, ended: () => setCleared(nothing) });
    return () => watch.stop();
  }, [client]);
  return cleared;
}

/** How far something is that takes long, and its end. */
function Working({ text, onStop }: { readonly text: string; readonly onStop: () => void }) {
  return (
    <>
      <span className="field-hint tabular retained-work" role="status">
        {text}
      </span>
      <Button onClick={onStop}>{words.stop}</Button>
    </>
  );
}

function Restore() {
  const input = useRef<HTMLInputElement>(null);
  const { take, stop, read, isBusy } = useRestore();
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file !== undefined) void take(file);
    // The same file may be chosen again.
    event.target.value = '';
  };
  return (
    <>
      {read === undefined ? undefined : <Working text={words.reading(read.bytes, read.all)} onStop={stop} />}
      <Button disabled={isBusy} onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
        {words.restore}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".jsonl,application/jsonl"
        hidden
        aria-label={words.restoreFile}
        onChange={choose}
      />
    </>
  );
}
