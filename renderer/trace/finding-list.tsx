import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { texts } from '../texts/en.ts';
import { FindingItem } from './finding-item.tsx';

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** Grows each time that somebody asks for the newest. */
  readonly newestAsked: number;
  /** The id of the one that is open. */
  readonly open: number | undefined;
  readonly onOpen: (id: number | undefined) => void;
  /** The pointer came to the list, or left it. */
  readonly onPointed: (isPointed: boolean) => void;
  /** Called when one of them, and what is like it, is being muted. */
  readonly onMute: () => void;
}

/** The findings of a page; the arrows lead from one to the next. */
export function FindingList(props: FindingListProps) {
  const { findings, newestAsked, open, onOpen, onPointed, onMute } = props;
  const list = useRef<HTMLUListElement>(null);
  const answered = useRef(newestAsked);
  useEffect(() => {
    if (answered.current === newestAsked) return;
    answered.current = newestAsked;
    list.current?.scrollTo(0, 0);
    // The button that asked is gone: the keyboard goes on at the newest.
    list.current?.querySelector<HTMLElement>('.finding-head')?.focus();
  }, [newestAsked]);
  // A list that goes from under the pointer is not told that this left it.
  useEffect(() => () => onPointed(false), [onPointed]);
  return (
    <ul
      ref={list}
      className="finding-list"
      aria-label={texts.findings.label}
      onPointerMove={(event) => isMouseIn(event) && onPointed(true)}
      onPointerLeave={() => onPointed(false)}
      onKeyDown={moveAmongHeads}
    >
      {findings.map((finding) => (
        <FindingItem
          key={finding.id}
          finding={finding}
          isOpen={finding.id === open}
          onOpen={(isOpen) => onOpen(isOpen ? finding.id : undefined)}
          onMute={onMute}
        />
      ))}
    </ul>
  );
}

/** In the list itself, not in a menu that one of its rows opened. */
function isMouseIn({ pointerType, currentTarget, target }: PointerEvent<HTMLElement>): boolean {
  return pointerType === 'mouse' && target instanceof Node && currentTarget.contains(target);
}

/** The arrows lead from one finding to the next. */
function moveAmongHeads(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const heads = [...event.currentTarget.querySelectorAll<HTMLElement>('.finding-head')];
  const at = heads.findIndex((head) => head.parentElement?.contains(document.activeElement));
  const next = heads[at + step];
  if (at < 0 || next === undefined) return;
  next.focus();
  event.preventDefault();
}
