import { ChevronUp, X } from 'lucide-react';
import { useRef } from 'react';
import type { Notice } from '../state/notices-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useOverflow } from '../ui/use-overflow.ts';
import { NoticeIcon } from './notice-icon.tsx';
import { OtherPort } from './other-port.tsx';

interface NoticeLineProps {
  readonly notice: Notice;
  /** How many there are. */
  readonly of: number;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The newest notice in one line. */
export function NoticeLine({ notice, of, isOpen, onOpen }: NoticeLineProps) {
  const dismiss = useApp((state) => state.dismissNotice);
  const text = useRef<HTMLParagraphElement>(null);
  const isCut = useOverflow(text).after;
  const { id, kind, message, advice, times } = notice;
  const hasMore = of > 1 || advice !== undefined || isCut;
  return (
    <div className={`notice-line notice-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <NoticeIcon kind={kind} />
      <p ref={text} className="ellipsis">
        {message} {times > 1 ? texts.shell.times(times) : undefined}
        {advice === undefined ? undefined : <span className="notice-advice">{advice}</span>}
      </p>
      <OtherPort notice={notice} />
      {hasMore ? (
        <Button
          kind="quiet"
          aria-expanded={isOpen}
          aria-controls={isOpen ? 'notice-list' : undefined}
          onClick={() => onOpen(!isOpen)}
        >
          {texts.shell.moreNotices(of)}
          <ChevronUp aria-hidden="true" data-open={isOpen ? '' : undefined} />
        </Button>
      ) : undefined}
      <IconButton name={texts.shell.dismiss} onClick={() => dismiss(id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
