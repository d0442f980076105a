import { sqliteCode, sqliteCorrupt, sqliteNotADatabase } from './sqlite-error.ts';

/** The file holds what no version of this program has written. */
export class DamagedFile extends Error {}

/** Numbers too great, lengths beyond the end of a record, blocks that do not unfold to what they were. */
const contentCodes: ReadonlySet<string> = new Set([
  'ERR_OUT_OF_RANGE',
  'ERR_BUFFER_OUT_OF_BOUNDS',
  'ERR_BUFFER_TOO_LARGE',
  'Z_BUF_ERROR',
]);

/** True for an error that says that the file is damaged, whoever found it: SQLite, Node, or one of our own checks. */
export function isDamage(error: unknown): boolean {
  // What is read as JSON anywhere near a file is what this program wrote.
  if (error instanceof DamagedFile || error instanceof SyntaxError) return true;
  const code = sqliteCode(error);
  if (code !== undefined) return code === sqliteCorrupt || code === sqliteNotADatabase;
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return false;
  return contentCodes.has(error.code) || error.code.startsWith('ZSTD_error_');
}

/** Like an assertion, where it is the file that would be wrong and not this program. */
export function expectStored(condition: boolean, what: string): asserts condition {
  if (!condition) throw new DamagedFile(what);
}
