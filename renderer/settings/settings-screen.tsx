/** The settings area plugs in here. */
export function SettingsScreen() {
  return <main aria-label="Settings" />;
}
