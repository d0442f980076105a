import { texts } from '../texts/en.ts';

/** The app's mark and name. */
export function Logo() {
  return (
    <h1 className="logo">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M21 12a9 9 0 1 1-4.5-7.8" />
        <path d="M16.8 12a4.8 4.8 0 1 1-2.4-4.2" />
        <circle cx="12" cy="12" r="1.2" />
        <path d="M12 12l6.5-6.5" />
      </svg>
      {texts.shell.name}
    </h1>
  );
}
