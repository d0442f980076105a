import { Button } from './button.tsx';
import './task-bar.css';

interface TaskBarProps {
  readonly label: string;
  /** What is being done, and how much of it is. */
  readonly text: string;
  readonly done: number;
  readonly of: number;
  readonly stopText: string;
  readonly onStop: () => void;
}

/** How far something is that takes a while, with a way to stop it. */
export function TaskBar({ label, text, done, of, stopText, onStop }: TaskBarProps) {
  return (
    <section className="task-bar tabular" aria-label={label}>
      <span className="ellipsis">{text}</span>
      <progress max={Math.max(1, of)} value={done} aria-label={label} />
      <Button onClick={onStop}>{stopText}</Button>
    </section>
  );
}
