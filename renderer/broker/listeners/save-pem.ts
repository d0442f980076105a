import { saveFile } from '../../ui/save-file.ts';

export function savePem(pem: string, name: string): void {
  saveFile(new Blob([pem], { type: 'application/x-pem-file' }), name);
}

/** A name as a file may have it on every system. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 64);
}
