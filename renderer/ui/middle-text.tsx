import { classNames } from './class-names.ts';
import './middle-text.css';

interface MiddleTextProps {
  readonly text: string;
  readonly className?: string;
}

/** Characters that stay of the end. */
const kept = 6;

/** Where the end of it begins that stays; a character that is shown by its number, `\u{202e}`, is not cut. */
function endOf(text: string): number {
  const end = text.length - kept;
  const number = /\\u\{[0-9a-f]{1,6}\}/g;
  for (const { index, 0: shown } of text.matchAll(number)) {
    if (index < end && end < index + shown.length) return index;
  }
  return end;
}

/** A name in a narrow place, cut in its middle: names of one kind are told apart by their ends, `sensor-…-0042`. */
export function MiddleText({ text, className }: MiddleTextProps) {
  if (text.length <= 2 * kept) return <span className={classNames('ellipsis', className)}>{text}</span>;
  const end = endOf(text);
  return (
    <span className={classNames('middle-text', className)}>
      {/* Whole, for who hears it; the two parts are no text of their own. */}
      <span className="visually-hidden">{text}</span>
      <span
        className="middle-parts"
        aria-hidden="true"
        data-start={text.slice(0, end)}
        data-end={text.slice(end)}
      />
    </span>
  );
}
