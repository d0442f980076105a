import { useEffect, useState } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { NoticeBox } from './notice-box.tsx';
import { NoticeLine } from './notice-line.tsx';
import './notices.css';

/** Milliseconds that the word about something done stays. */
const doneStays = 4000;

/**
 * What the app has to say: errors stay until they are dismissed. It stands over the figures of the status bar, where
 * there is nothing to press, and above dialogs; all of it opens on demand.
 */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const [isOpen, setOpen] = useState(false);
  const newest = notices.at(-1);
  const shows = isOpen && newest !== undefined;
  useDoneGoes();
  useEffect(() => {
    if (newest === undefined) setOpen(false);
  }, [newest]);
  return (
    <section
      className="notices"
      aria-label={texts.shell.notices}
      aria-live="polite"
      data-over-dialogs=""
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      {shows ? (
        <ul className="notice-list" id="notice-list">
          {notices.toReversed().map((notice) => (
            <NoticeBox key={notice.id} notice={notice} />
          ))}
        </ul>
      ) : undefined}
      {newest === undefined ? undefined : (
        <NoticeLine key={newest.id} notice={newest} of={notices.length} isOpen={shows} onOpen={setOpen} />
      )}
    </section>
  );
}

/** What was done goes by itself. */
function useDoneGoes(): void {
  const done = useApp((state) => state.notices.findLast(({ kind }) => kind === 'done')?.id);
  const dismiss = useApp((state) => state.dismissDone);
  useEffect(() => {
    if (done === undefined) return undefined;
    const timer = setTimeout(dismiss, doneStays);
    return () => clearTimeout(timer);
  }, [done, dismiss]);
}
