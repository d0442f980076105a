import { useRef, useState } from 'react';
import type { Answer } from '../../app/contract/answer.ts';
import type { Client } from '../../app/contract/connect.ts';
import type { CallOutput } from '../../app/contract/contract-types.ts';
import { filePiece } from '../state/file-piece.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.broker.retained;
const pieceSize = 262_144;

type Taken = CallOutput<'broker.restore.take'>;

/**
 * Hands a backup to the engine, says what is in it, and puts it back once the user agrees. `read` says how many bytes of
 * the file were handed over while it is.
 */
export function useRestore() {
  const client = useClient();
  const ask = useApp((state) => state.ask);
  const tellDone = useApp((state) => state.tellDone);
  const tellFailure = useApp((state) => state.tellFailure);
  const renew = useApp((state) => state.renewList);
  const tellError = useApp((state) => state.tellError);
  const [isBusy, setBusy] = useState(false);
  const [read, setRead] = useState<{ readonly bytes: number; readonly all: number }>();
  const reading = useRef<AbortController>(undefined);

  const run = async (file: File): Promise<void> => {
    reading.current = new AbortController();
    const taken = await handOver(client, file, reading.current.signal, (bytes) =>
      setRead({ bytes, all: file.size }),
    );
    setRead(undefined);
    tellFailure(taken);
    if (!taken.ok) return;
    const { job, messages, replaced, problems, wrong } = taken.value;
    const [first] = problems;
    if (first !== undefined) tellError({ code: 'invalid', message: words.badFile(first.line, first.why) });
    if (messages === 0) return;
    const question = { title: words.restoreTitle(messages), text: words.restoreText(replaced, wrong) };
    if (!(await ask({ ...question, action: words.restoreAct, isDangerous: replaced > 0 }))) return;
    const restored = await client.call('broker.restore.apply', { job, replaces: true });
    tellFailure(restored);
    renew('retained');
    if (restored.ok) tellDone(texts.broker.done.restored(restored.value));
  };
  const take = async (file: File): Promise<void> => {
    setBusy(true);
    await run(file).finally(() => setBusy(false));
  };
  return { take, stop: () => reading.current?.abort(), read, isBusy };
}

async function handOver(
  client: Client,
  file: File,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<Answer<Taken>> {
  let job: number | undefined;
  for (let at = 0; ; at += pieceSize) {
    const piece = await filePiece(file, at, pieceSize);
    if (!piece.ok) return piece;
    const isLast = at + pieceSize >= file.size;
    const answer = await client.call('broker.restore.take', { job, bytes: piece.value, isLast }, signal);
    if (isLast || !answer.ok) return answer;
    onRead(at + pieceSize);
    job = answer.value.job;
  }
}
