import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Notice } from '../state/notices-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import './notices.css';

/** Milliseconds that the word about something done stays. */
const doneStays = 4000;

/** What the app has to say: errors stay until they are dismissed. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  return (
    <section className="notices" aria-label={texts.shell.notices} aria-live="polite">
      {notices.map((notice) => (
        <NoticeBox key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeBox({ notice }: { readonly notice: Notice }) {
  const dismiss = useApp((state) => state.dismissNotice);
  const connectToPort = useApp((state) => state.connectToPort);
  const { id, kind, message, advice, otherPort, times } = notice;
  useEffect(() => {
    if (kind !== 'done') return undefined;
    const timer = setTimeout(() => dismiss(id), doneStays);
    return () => clearTimeout(timer);
  }, [id, kind, dismiss]);

  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      {kind === 'done' ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <div className="notice-text">
        <p>
          {message} {times > 1 ? texts.shell.times(times) : undefined}
        </p>
        {advice === undefined ? undefined : <p className="notice-advice">{advice}</p>}
        {otherPort === undefined ? undefined : (
          <Button
            onClick={() => {
              dismiss(id);
              void connectToPort(otherPort);
            }}
          >
            {texts.connect.broker.connectToPort(otherPort)}
          </Button>
        )}
      </div>
      <IconButton name={texts.shell.dismiss} onClick={() => dismiss(id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
