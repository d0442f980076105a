import { useEffect, useRef } from 'react';
import { texts } from '../texts/en.ts';
import { ComposerBar } from './composer-bar.tsx';
import './composer.css';

interface ClosedComposerProps {
  /** It was open on this screen before. */
  readonly wasOpen: boolean;
}

/** The composer's bar alone. */
export function ClosedComposer({ wasOpen }: ClosedComposerProps) {
  const toggle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The keyboard was in what is closed.
    if (wasOpen && document.activeElement === document.body) toggle.current?.focus();
  }, [wasOpen]);
  return (
    <section className="composer composer-closed" aria-label={texts.compose.label}>
      <ComposerBar toggle={toggle} />
    </section>
  );
}
