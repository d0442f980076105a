import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';

interface StartCardProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One way to begin. */
export function StartCard({ icon: Icon, title, text, children }: StartCardProps) {
  const id = useId();
  return (
    <section className="start-card" aria-labelledby={id}>
      <Icon className="start-card-icon" aria-hidden="true" />
      <h3 id={id} className="start-card-title">
        {title}
      </h3>
      <p className="start-card-text">{text}</p>
      {children}
    </section>
  );
}
