import { CornerDownRight } from 'lucide-react';
import type { KeyboardEvent, Ref, RefObject } from 'react';
import { useId, useRef, useState } from 'react';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useCompletions } from './use-completions.ts';

const words = texts.compose;

/** The topic to publish to: what is wrong with it shows as it is typed, spaces show, and topics seen complete it. */
export function TopicField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const id = useId();
  const topic = useApp((state) => state.composer.topic);
  const typeTopic = useApp((state) => state.typeTopic);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const topics = useCompletions(topic, isOpen);
  const marks = useRef<HTMLSpanElement>(null);
  const followScroll = (): void => {
    if (marks.current !== null) marks.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  const choose = (chosen: string): void => {
    typeTopic(chosen);
    setOpen(false);
    setActive(undefined);
  };
  const press = (event: KeyboardEvent): void => {
    const next = nextActive(event.key, active, topics.length);
    if (next !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive(next);
    } else if (event.key === 'Escape') setOpen(false);
    else if (event.key === 'Enter' && isOpen && active !== undefined) {
      const chosen = topics[active];
      if (chosen !== undefined && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        choose(chosen);
      }
    }
  };
  const showsList = isOpen && topics.length > 0;
  return (
    <div className="topic-field">
      <TextField
        ref={field}
        label={words.topic}
        hideLabel
        mono
        role="combobox"
        aria-expanded={showsList}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={showsList && active !== undefined ? `${id}-${active}` : undefined}
        placeholder={words.topicPlaceholder}
        value={topic}
        {...topicNote(topic)}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
        onScroll={followScroll}
        onChange={(typed) => {
          typeTopic(typed);
          setActive(undefined);
          setOpen(typed !== '');
        }}
        before={<SpaceMarks topic={topic} marks={marks} />}
        after={<FollowTreeButton />}
      />
      {showsList ? (
        <div id={`${id}-list`} className="menu topic-list" role="listbox" aria-label={words.suggestions}>
          {topics.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus
            <div
              key={one}
              id={`${id}-${index}`}
              className="menu-item mono"
              role="option"
              aria-selected={index === active}
              data-highlighted={index === active ? '' : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <span className="ellipsis">{one}</span>
            </div>
          ))}
        </div>
      ) : undefined}
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
  const spaces = topic.split(' ').length - 1;
  if (spaces > 0) return { hint: words.problem.spaces(spaces) };
  return topic.startsWith('/') ? { hint: words.problem.leadingSlash } : {};
}

function nextActive(key: string, active: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return active === undefined ? 0 : (active + 1) % count;
  if (key === 'ArrowUp') return active === undefined ? count - 1 : (active - 1 + count) % count;
  return undefined;
}
