/** The topic tree. */
export function TreePanel() {
  return <section aria-label="Topics" />;
}
