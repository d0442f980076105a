/** Opened by `openDialog({ kind: 'connection', ... })`; the connect area plugs in here. */
export function ConnectionDialog() {
  return null;
}
