import { X } from 'lucide-react';
import type { Notice } from '../state/notices-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { NoticeIcon } from './notice-icon.tsx';
import { OtherPort } from './other-port.tsx';

/** A notice in whole. */
export function NoticeBox({ notice }: { readonly notice: Notice }) {
  const dismiss = useApp((state) => state.dismissNotice);
  const { id, kind, message, advice, times } = notice;
  return (
    <li className={`notice notice-${kind}`}>
      <NoticeIcon kind={kind} />
      <div className="notice-text">
        <p>
          {message} {times > 1 ? texts.shell.times(times) : undefined}
        </p>
        {advice === undefined ? undefined : <p className="notice-advice">{advice}</p>}
        <OtherPort notice={notice} />
      </div>
      <IconButton name={texts.shell.dismiss} onClick={() => dismiss(id)}>
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}
