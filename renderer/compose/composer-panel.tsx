/** The compose area plugs in here. */
export function ComposerPanel() {
  return <section aria-label="Composer" />;
}
