import { messageOf } from '../../app/base/message-of.ts';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your share of the disk is full'],
  ['ENOENT', 'its place does not exist or takes no folders'],
  ['ENOTDIR', 'a file is in its place'],
  ['EEXIST', 'a file is in its place'],
  ['EISDIR', 'a folder is in its place'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its links lead in a circle'],
  ['EBUSY', 'another program uses it'],
  ['EIO', 'the disk fails'],
  ['EMFILE', 'too many files are open'],
]);

/** The code of an error of the file system, such as `EACCES`; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Why the file system refused, in words that end a sentence; a code that is not known is given as it is. */
export function systemReason(code: string): string {
  return reasons.get(code) ?? code;
}

/** Why something could not be written or read, in words that end a sentence. */
export function refusalOf(error: unknown): string {
  const code = systemCode(error);
  return code === undefined ? messageOf(error) : systemReason(code);
}
