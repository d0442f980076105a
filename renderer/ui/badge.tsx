import './badge.css';

type BadgeKind = 'qos0' | 'qos1' | 'qos2' | 'retained' | 'dup' | 'error' | 'warn' | 'accent';

interface BadgeProps {
  readonly kind: BadgeKind;
  /** The letters: `Q1`, `RET`. */
  readonly text: string;
  /** What the letters mean, for a screen reader and on hover. */
  readonly name: string;
}

/** A meaning as a colour and letters. */
export function Badge({ kind, text, name }: BadgeProps) {
  return (
    <span className={`badge badge-${kind}`} title={name}>
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{name}</span>
    </span>
  );
}

/** A small fact beside a title: a format, a size. */
export function Chip({ children }: { readonly children: string }) {
  return <span className="chip">{children}</span>;
}
