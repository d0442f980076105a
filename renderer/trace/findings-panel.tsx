import { useState } from 'react';
import { useApp } from '../state/use-app.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { FindingList } from './finding-list.tsx';
import './findings.css';
import { FindingsBar } from './findings-bar.tsx';
import { FindingsFoot } from './findings-foot.tsx';
import { NoFindings } from './no-findings.tsx';
import { useFindings } from './use-findings.ts';

/** What deserves a look, the newest first: what was seen, what it usually means, what to try. */
export function FindingsPanel() {
  const kind = useApp((state) => state.trace.findingKind);
  const [open, setOpen] = useState<number>();
  const [isPointed, setIsPointed] = useState(false);
  const [newestAsked, setNewestAsked] = useState(0);
  const pages = useFindings((shown) => isPointed || shown.some(({ id }) => id === open));
  const { value, problem, findings } = pages;
  const mute = (): void => {
    setOpen(undefined);
    setIsPointed(false);
    pages.refresh();
  };
  const turn = (change: () => void): void => {
    setOpen(undefined);
    change();
  };
  const showNewest = (): void => {
    pages.showNewest();
    setNewestAsked(newestAsked + 1);
  };
  if (problem !== undefined) return <ErrorBox message={problem.message} advice={problem.advice} />;
  if (value === undefined) return undefined;
  return (
    <div className="findings">
      <FindingsBar value={value} pages={pages} onShowNewest={showNewest} />
      {findings.length === 0 ? (
        <NoFindings value={value} kind={kind} />
      ) : (
        <FindingList
          findings={findings}
          newestAsked={newestAsked}
          open={open}
          onOpen={setOpen}
          onPointed={setIsPointed}
          onMute={mute}
        />
      )}
      <FindingsFoot value={value} pages={pages} onTurn={turn} />
    </div>
  );
}
