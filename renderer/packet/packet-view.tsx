import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { FaultPills } from '../ui/fault-pills.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { wholeBytes } from './byte-window.ts';
import { ancestorPaths, fieldAt, fieldRows } from './field-rows.ts';
import { FieldTree } from './field-tree.tsx';
import { byteText } from './hex-rows.ts';
import { HexView } from './hex-view.tsx';
import './packet-view.css';

const words = texts.inspect.packet;

interface PacketViewProps {
  readonly detail: PacketDetail;
  /** At the far end of the bar. */
  readonly actions?: ReactNode;
}

/** The fields of the packet beside its bytes: each leads to the other. */
export function PacketView({ detail, actions }: PacketViewProps) {
  const { fields, frame, frameSize, error, type, faults } = detail;
  const { closed, path, at, choose, chooseByte, setOpen } = useFieldChoice(detail);
  const rows = useMemo(() => fieldRows(fields, closed), [fields, closed]);
  const bytes = useMemo(() => wholeBytes(frame), [frame]);
  const chosen = rows.find((row) => row.path === path)?.field;
  return (
    <div className="packet-view">
      <div className="packet-bar">
        <strong>{type.toUpperCase()}</strong>
        <span className="chip">{`${count(frameSize)} B`}</span>
        <Spacer />
        <CopyPacket frame={frame} />
        {actions}
      </div>
      {detail.isRebuilt ? <p className="packet-note">{words.rebuilt}</p> : undefined}
      {faults.length === 0 ? undefined : (
        <div className="packet-faults">
          <FaultPills faults={faults} name={words.fault} />
        </div>
      )}
      {error === undefined ? undefined : (
        <div className="packet-error">
          <ErrorBox
            message={words.malformed(error.message)}
            advice={words.where(error.offset, error.clause, `0x${byteText(error.reasonCode)}`)}
          />
        </div>
      )}
      <FieldTree rows={rows} chosen={path} onChoose={choose} onOpen={setOpen} />
      {detail.fieldsCut > 0 ? <p className="packet-note">{words.cut(detail.fieldsCut)}</p> : undefined}
      {frame.length < frameSize ? (
        <p className="packet-note">{words.frameCut(frame.length, frameSize)}</p>
      ) : undefined}
      <div className="packet-bytes">
        <HexView
          label={texts.inspect.hex.label}
          bytes={bytes}
          lit={chosen}
          broken={error?.offset}
          at={at}
          onAt={chooseByte}
        />
      </div>
    </div>
  );
}

/** What is chosen in the tree and in the bytes, kept while the packets of a topic follow each other. */
function useFieldChoice(detail: PacketDetail) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [path, setPath] = useState<string>();
  const [at, setAt] = useState<number>();
  const setOpen = (which: string, isOpen: boolean): void => {
    const next = new Set(closed);
    if (isOpen) next.delete(which);
    else next.add(which);
    setClosed(next);
  };
  return {
    closed,
    path,
    at: at !== undefined && at < detail.frame.length ? at : undefined,
    setOpen,
    choose: (next: string) => {
      setPath(next);
      setAt(undefined);
    },
    chooseByte: (offset: number) => {
      setAt(offset);
      const found = fieldAt(detail.fields, offset);
      setPath(found);
      if (found === undefined) return;
      const around = new Set(ancestorPaths(found));
      setClosed(new Set([...closed].filter((one) => !around.has(one))));
    },
  };
}

function CopyPacket({ frame }: { readonly frame: Uint8Array }) {
  const copyText = useApp((state) => state.copyText);
  const copy = (): void => void copyText(Array.from(frame, byteText).join(' '), words.copied);
  return (
    <IconButton name={words.copy} onClick={copy}>
      <Copy aria-hidden="true" />
    </IconButton>
  );
}
