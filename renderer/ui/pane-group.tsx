import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import './pane-group.css';

export interface Pane {
  readonly id: string;
  /** Percent, until the user drags. */
  readonly size: number;
  /** Pixels. */
  readonly least: number;
  readonly content: ReactNode;
}

interface PaneGroupProps {
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
  /** Percents to begin with, in order; another number of them than of panes is ignored. */
  readonly sizes: readonly number[] | undefined;
  /** What the user dragged, in percent. */
  readonly onSizes: (sizes: readonly number[]) => void;
  /** The name of the line between two panes. */
  readonly separatorName: string;
}

/** Panes side by side or one above the other, with lines between them to drag. */
export function PaneGroup({ orientation, panes, sizes, onSizes, separatorName }: PaneGroupProps) {
  const known = sizes?.length === panes.length ? sizes : panes.map((pane) => pane.size);
  const layout = Object.fromEntries(panes.map((pane, index) => [pane.id, known[index] ?? pane.size]));
  return (
    <Group
      className="pane-group"
      orientation={orientation}
      defaultLayout={layout}
      onLayoutChanged={(next, meta) => {
        if (meta.isUserInteraction) onSizes(panes.map((pane) => next[pane.id] ?? pane.size));
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index === 0 ? undefined : <Separator className="pane-line" aria-label={separatorName} />}
          <Panel id={pane.id} minSize={pane.least} className="pane">
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
