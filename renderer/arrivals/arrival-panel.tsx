import type { ReactNode } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { PanelFoot } from '../ui/panel-foot.tsx';
import './arrival-panel.css';

interface ArrivalPanelProps {
  readonly label: string;
  /** What the list is of, and whether it follows. */
  readonly head: ReactNode;
  readonly problem: ContractError | undefined;
  /** What stands between head and table. */
  readonly children: ReactNode;
  readonly table: ReactNode;
  /** Why there is no row, over the table: it stays, as it is what asks for the rows. */
  readonly silence: ReactNode;
  /** Rows that the budget let go while one looked, in a sentence. */
  readonly evicted: string | undefined;
}

/** A panel with a list of what arrives. */
export function ArrivalPanel(props: ArrivalPanelProps) {
  const { label, head, problem, children, table, silence, evicted } = props;
  return (
    <section className="arrival-panel" aria-label={label}>
      {head}
      {problem === undefined ? undefined : <ErrorBox message={problem.message} advice={problem.advice} />}
      {children}
      <div className="arrival-list">
        {table}
        {silence}
      </div>
      {evicted === undefined ? undefined : <PanelFoot>{evicted}</PanelFoot>}
    </section>
  );
}
