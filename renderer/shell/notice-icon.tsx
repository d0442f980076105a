import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Notice } from '../state/notices-slice.ts';

/** Whether something was done, or deserves a look. */
export function NoticeIcon({ kind }: Pick<Notice, 'kind'>) {
  return kind === 'done' ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />;
}
