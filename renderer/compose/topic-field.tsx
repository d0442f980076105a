import { CornerDownRight } from 'lucide-react';
import type { Ref, RefObject } from 'react';
import { useRef, useState } from 'react';
import { visible } from '../../app/base/visible.ts';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { useCompletions } from '../state/use-completions.ts';
import { texts } from '../texts/en.ts';
import { useCombobox } from '../ui/combobox.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = texts.compose;

/** The topic to publish to: what is wrong with it shows as it is typed, spaces show, and topics seen complete it. */
export function TopicField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const topic = useApp((state) => state.composer.topic);
  const typeTopic = useApp((state) => state.typeTopic);
  const [isOpen, setOpen] = useState(false);
  const box = useCombobox({
    label: words.suggestions,
    suggestions: useCompletions(topic, isOpen),
    isOpen,
    onOpen: setOpen,
    onChoose: typeTopic,
  });
  const marks = useRef<HTMLSpanElement>(null);
  const followScroll = (): void => {
    if (marks.current !== null) marks.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  return (
    <div className="topic-field">
      <TextField
        ref={field}
        label={words.topic}
        hideLabel
        mono
        {...box.field}
        placeholder={words.topicPlaceholder}
        value={topic}
        {...topicNote(topic)}
        onKeyDown={box.press}
        onScroll={followScroll}
        onChange={(typed) => {
          typeTopic(typed);
          setOpen(typed !== '');
        }}
        before={<SpaceMarks topic={topic} marks={marks} />}
        after={<FollowTreeButton />}
      />
      {box.list}
    </div>
  );
}

/** Spaces as dots over the text: a topic with one at its end looks like the one without. */
function SpaceMarks({ topic, marks }: { readonly topic: string; readonly marks: Ref<HTMLSpanElement> }) {
  if (!topic.includes(' ')) return undefined;
  return (
    <span ref={marks} className="space-marks mono" aria-hidden="true">
      {topic.replace(/[^ ]/g, '\u00a0').replace(/ /g, '·')}
    </span>
  );
}

function FollowTreeButton() {
  const isTyped = useApp((state) => state.composer.isTopicTyped);
  const selected = useApp((state) => selectedTopic(state)?.topic);
  const composeTo = useApp((state) => state.composeTo);
  if (!isTyped || selected === undefined) return undefined;
  return (
    <IconButton name={words.followTree} className="topic-follow" onClick={() => composeTo(selected)}>
      <CornerDownRight aria-hidden="true" />
    </IconButton>
  );
}

/** What is wrong with a topic, or worth a look. An empty one is only missing, not wrong. */
function topicNote(topic: string): { readonly problem?: string; readonly hint?: string } {
  if (topic === '') return {};
  const problem = checkTopicName(topic);
  if (problem !== undefined) {
    return { problem: words.problem.topic(problem.message, problem.position, problem.clause) };
  }
  const shown = visible(topic);
  if (shown !== topic) return { hint: words.problem.unseen(shown) };
  const spaces = topic.split(' ').length - 1;
  if (spaces > 0) return { hint: words.problem.spaces(spaces) };
  return topic.startsWith('/') ? { hint: words.problem.leadingSlash } : {};
}
