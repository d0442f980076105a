import { classNames } from './class-names.ts';
import './middle-text.css';

interface MiddleTextProps {
  readonly text: string;
  readonly className?: string;
}

/** Characters that stay of the end. */
const kept = 6;

/** A name in a narrow place, cut in its middle: names of one kind are told apart by their ends, `sensor-…-0042`. */
export function MiddleText({ text, className }: MiddleTextProps) {
  if (text.length <= 2 * kept) return <span className={classNames('ellipsis', className)}>{text}</span>;
  return (
    <span className={classNames('middle-text', className)}>
      {/* Whole, for who hears it; the two parts are no text of their own. */}
      <span className="visually-hidden">{text}</span>
      <span
        className="middle-parts"
        aria-hidden="true"
        data-start={text.slice(0, -kept)}
        data-end={text.slice(-kept)}
      />
    </span>
  );
}
