/** The primary result codes of SQLite that are told apart. */
export const sqlitePermission = 3;
export const sqliteBusy = 5;
export const sqliteReadOnly = 8;
export const sqliteInputOutput = 10;
export const sqliteCorrupt = 11;
export const sqliteFull = 13;
export const sqliteCannotOpen = 14;
export const sqliteNotADatabase = 26;

/** The primary result code of an error thrown by `node:sqlite`; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // The low byte is the primary code, the rest says more closely what happened.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
