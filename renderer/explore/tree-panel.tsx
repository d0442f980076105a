import { sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { PanelFoot } from '../ui/panel-foot.tsx';
import { NotConnected, Silence } from './silence.tsx';
import { TopicTree } from './topic-tree.tsx';
import { TreeToolbar } from './tree-toolbar.tsx';
import './tree-panel.css';

const words = texts.explore.tree;

/** The topic tree of the chosen source, with its filter. */
export function TreePanel() {
  const source = useApp((state) => state.selection.source);
  const problem = useApp((state) => state.tree.problem);
  const isEmpty = useApp((state) => state.tree.value?.total === 0);
  return (
    <section className="tree-panel" aria-label={words.label}>
      <TreeToolbar />
      {problem === undefined ? undefined : <ErrorBox message={problem.message} advice={problem.advice} />}
      {isEmpty ? undefined : <NotConnected />}
      {/* The tree stays while it is empty: it is what asks for the rows. */}
      <TopicTree key={source} />
      {isEmpty ? <TreeSilence /> : undefined}
      <TreeFoot />
    </section>
  );
}

function TreeSilence() {
  const filter = useApp((state) => sourceFilter(state).text);
  return <Silence filter={filter} />;
}

function TreeFoot() {
  const evicted = useApp((state) => state.tree.value?.evicted ?? 0);
  return (
    <>
      <Sampled />
      {evicted === 0 ? undefined : <PanelFoot title={count(evicted)}>{words.evicted(evicted)}</PanelFoot>}
    </>
  );
}

/** Values come faster than a page is drawn. */
function Sampled() {
  const shown = useApp((state) => state.tree.value?.sampled?.shown);
  const of = useApp((state) => state.tree.value?.sampled?.of);
  if (shown === undefined || of === undefined) return undefined;
  return <PanelFoot title={words.sampledHint}>{words.sampled(shown, of)}</PanelFoot>;
}
