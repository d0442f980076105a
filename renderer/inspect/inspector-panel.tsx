/** The inspect area plugs in here. */
export function InspectorPanel() {
  return <section aria-label="Inspector" />;
}
