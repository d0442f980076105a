import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty.css';

interface ErrorBoxProps {
  readonly message: string;
  /** What to do next. */
  readonly advice?: string | undefined;
  readonly actions?: ReactNode;
}

/** What went wrong, where it went wrong; stays until it is mended. */
export function ErrorBox({ message, advice, actions }: ErrorBoxProps) {
  return (
    <div className="error-box" role="alert">
      <CircleAlert aria-hidden="true" />
      <div className="error-box-text">
        <p>{message}</p>
        {advice === undefined ? undefined : <p className="error-box-advice">{advice}</p>}
      </div>
      {actions}
    </div>
  );
}
