/** The message history. */
export function HistoryPanel() {
  return <section aria-label="Message history" />;
}
