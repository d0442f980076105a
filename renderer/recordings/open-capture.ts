import type { AppState } from '../state/app-state.ts';
import { pickFile } from '../ui/pick-file.ts';

/** Lets the user choose a capture file, and makes a source of it. */
export async function openCapture(importCapture: AppState['importCapture']): Promise<void> {
  const file = await pickFile('.pcap,.pcapng,.cap');
  if (file !== undefined) await importCapture(file);
}
