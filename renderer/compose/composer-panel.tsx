import { useRef } from 'react';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { ComposerBar } from './composer-bar.tsx';
import './composer.css';
import { MessageBar } from './message-bar.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { PayloadEditor } from './payload-editor.tsx';
import { PropertyForm } from './property-form.tsx';

/** A message to publish: topic, payload, options, every property in place, and what became of the last one. */
export function ComposerPanel() {
  const toggle = useRef<HTMLButtonElement>(null);
  const topic = useRef<HTMLInputElement>(null);
  const showsProperties = useApp((state) => state.composer.showsProperties);
  useFocusPlace('composer', topic);
  return (
    <section className="composer" aria-label={texts.compose.label}>
      <ComposerBar toggle={toggle} />
      <MessageBar topic={topic} />
      <div className="composer-body">
        <PayloadEditor />
        {showsProperties ? <PropertyForm /> : undefined}
      </div>
      <OutcomeBar />
    </section>
  );
}
