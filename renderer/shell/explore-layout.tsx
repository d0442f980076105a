import { ComposerPanel } from '../compose/composer-panel.tsx';
import { HistoryPanel } from '../explore/history-panel.tsx';
import { TreePanel } from '../explore/tree-panel.tsx';
import { InspectorPanel } from '../inspect/inspector-panel.tsx';
import { texts } from '../texts/en.ts';
import { RememberedPanes } from './remembered-panes.tsx';

/** The panes of the Explore screen; only this file knows that they stand side by side. */
export function ExploreLayout() {
  return (
    <main className="screen" aria-label={texts.shell.explore}>
      <RememberedPanes
        name="explore"
        orientation="horizontal"
        panes={[
          { id: 'work', size: 72, least: 480, content: <WorkPanes /> },
          { id: 'inspector', size: 28, least: 260, content: <InspectorPanel /> },
        ]}
      />
    </main>
  );
}

function WorkPanes() {
  return (
    <RememberedPanes
      name="explore-work"
      orientation="vertical"
      panes={[
        { id: 'lists', size: 74, least: 180, content: <ListPanes /> },
        { id: 'composer', size: 26, least: 150, content: <ComposerPanel /> },
      ]}
    />
  );
}

function ListPanes() {
  return (
    <RememberedPanes
      name="explore-lists"
      orientation="horizontal"
      panes={[
        { id: 'tree', size: 42, least: 220, content: <TreePanel /> },
        { id: 'history', size: 58, least: 240, content: <HistoryPanel /> },
      ]}
    />
  );
}
