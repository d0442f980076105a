import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import { texts } from '../texts/en.ts';

/**
 * Bytes of a file that the user chose, from `at` on. It fails when the file cannot be read: a browser reads none that was
 * changed since it was chosen, as one that tcpdump is still writing.
 */
export async function filePiece(
  file: File,
  at: number,
  length: number,
): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  try {
    return success(new Uint8Array(await file.slice(at, at + length).arrayBuffer()));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return failure('failed', texts.files.unreadable(file.name), texts.files.unreadableAdvice);
  }
}

/** All of a file that the user chose, as text; it fails as a piece of it does. */
export async function fileText(file: File): Promise<Answer<string>> {
  const piece = await filePiece(file, 0, file.size);
  return piece.ok ? success(new TextDecoder().decode(piece.value)) : piece;
}
