import { texts } from '../texts/en.ts';

/** What should happen, said beforehand. */
export function Expected({ text }: { readonly text: string }) {
  return (
    <p className="lab-expected">
      <span className="lab-expected-word">{texts.lab.expected}</span> {text}
    </p>
  );
}
