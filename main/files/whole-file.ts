import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Writes beside the file, flushes, then renames: a kill at any moment leaves the old file or the new one. Only this user
 * may read it.
 */
export async function writeWholeFile(file: string, text: string): Promise<void> {
  makeFolder(path.dirname(file));
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    // One that a kill left behind keeps the mode it had.
    await handle.chmod(0o600);
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
