import { Download, Trash2, Undo2, Upload } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import type { RetainedRow } from '../../app/contract/areas/broker/retained.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { Chosen } from './list-definition.ts';
import { useBackup } from './use-backup.ts';
import { useRestore } from './use-restore.ts';

const words = texts.broker.retained;

interface RetainedBarProps {
  readonly chosen: Chosen<RetainedRow>;
  readonly filter: string;
}

/** Clearing with its way back, and backups. */
export function RetainedBar({ chosen, filter }: RetainedBarProps) {
  const clear = useApp((state) => state.clearRetained);
  // One row is chosen by looking at it: the button is for several, or for all that matches.
  const target: ListTarget =
    chosen.count > 1 && chosen.target !== undefined ? chosen.target : { kind: 'matching', filter };
  const clearText =
    chosen.count > 1 ? words.clearChosen : filter.trim() === '' ? words.clearAll : words.clearMatching;
  return (
    <>
      <Undo />
      <Button onClick={() => void clear(target)}>
        <Trash2 aria-hidden="true" />
        {clearText}
      </Button>
      <Backup target={target} />
      <Restore />
    </>
  );
}

function Undo() {
  const client = useClient();
  const undo = useApp((state) => state.undoClear);
  const [cleared, setCleared] = useState(0);
  useEffect(() => {
    const watch = client.watch(
      'brokerCleared',
      {},
      { value: ({ messages }) => setCleared(messages), ended: () => setCleared(0) },
    );
    return () => watch.stop();
  }, [client]);
  if (cleared === 0) return undefined;
  return (
    <Button title={words.undoHint} onClick={() => void undo()}>
      <Undo2 aria-hidden="true" />
      {words.undo(cleared)}
    </Button>
  );
}

function Backup({ target }: { readonly target: ListTarget }) {
  const { save, bytes } = useBackup();
  return (
    <Button title={words.backupHint} onClick={() => save(target)}>
      <Download aria-hidden="true" />
      {bytes === undefined ? words.backup : words.stop}
    </Button>
  );
}

function Restore() {
  const input = useRef<HTMLInputElement>(null);
  const { take, isBusy } = useRestore();
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file !== undefined) void take(file);
    // The same file may be chosen again.
    event.target.value = '';
  };
  return (
    <>
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
