import { X } from 'lucide-react';
import { Fragment } from 'react';
import { visible } from '../../app/base/visible.ts';
import { LiveOrHold } from '../arrivals/live-or-hold.tsx';
import { NewArrivals } from '../arrivals/new-arrivals.tsx';
import { useShowNewest } from '../arrivals/use-show-newest.ts';
import { newRows } from '../state/arrival-list.ts';
import type { SelectedTopic } from '../state/selection-state.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';

const words = texts.explore.history;

/** What the history is of, and whether it follows. */
export function HistoryHead() {
  return (
    <Toolbar>
      <Subject />
      <ShowAll />
      <Scope />
      <Spacer />
      <NewMessages />
      <Mode />
    </Toolbar>
  );
}

function Subject() {
  const source = useApp((state) => chosenSource(state)?.name);
  const isSelected = useApp((state) => selectedTopic(state) !== undefined);
  const topic = useApp((state) => selectedTopic(state)?.topic);
  if (!isSelected) return <h2 className="history-subject ellipsis">{words.wholeSource(source ?? '')}</h2>;
  const levels = (topic ?? '').split('/');
  return (
    <h2 className="history-subject history-topic-subject ellipsis" title={visible(topic ?? '')}>
      {/* The place runs from right to left, so that it is cut on the left; the topic does not. */}
      <bdi dir="ltr">
        {levels.map((level, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a level is known by its place
          <Fragment key={index}>
            {index === 0 ? undefined : <span className="history-slash">/</span>}
            <bdi dir="ltr">{visible(level)}</bdi>
          </Fragment>
        ))}
      </bdi>
    </h2>
  );
}

/** A topic that has messages of its own and levels below can show either. */
function Scope() {
  const hasBoth = useApp((state) => hasMessagesAndLevels(selectedTopic(state)));
  const isBranch = useApp((state) => selectedTopic(state)?.isBranch ?? false);
  const showBranch = useApp((state) => state.showBranch);
  if (!hasBoth) return undefined;
  return (
    <Segmented
      label={words.scope}
      value={isBranch ? 'branch' : 'topic'}
      options={[
        { value: 'branch', text: words.branch },
        { value: 'topic', text: words.topicOnly },
      ]}
      onChange={(value) => showBranch(value === 'branch')}
    />
  );
}

function hasMessagesAndLevels(topic: SelectedTopic | undefined): boolean {
  return topic?.hasChildren === true && topic.hasMessages;
}

function ShowAll() {
  const isSelected = useApp((state) => selectedTopic(state) !== undefined);
  const selectNothing = useApp((state) => state.selectNothing);
  if (!isSelected) return undefined;
  return (
    <IconButton name={words.allTopics} onClick={selectNothing}>
      <X aria-hidden="true" />
    </IconButton>
  );
}

function NewMessages() {
  const rows = useApp((state) => newRows(state.history));
  const setMode = useApp((state) => state.setHistoryMode);
  const show = useShowNewest('history', setMode);
  return <NewArrivals rows={rows} hint={words.toNewest} onShow={show} />;
}

function Mode() {
  const isLive = useApp((state) => state.history.mode === 'live');
  const setMode = useApp((state) => state.setHistoryMode);
  return <LiveOrHold label={words.mode} isLive={isLive} onMode={setMode} />;
}
