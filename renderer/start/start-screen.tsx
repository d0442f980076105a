/** What an app without sources shows. */
export function StartScreen() {
  return <main aria-label="Start" />;
}
