import type { SourceId } from '../../app/contract/areas/common.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

/** More than this is for a file. */
const mostCopied = 1_048_576;
/** The contract's bound for one answer. */
const mostAtOnce = 262_144;

export interface ClipboardSlice {
  /** Copies the text and says so; `what` is what the notice calls it. */
  readonly copyText: (text: string, what: string) => Promise<void>;
  /** Copies the payload of a message: as text if it is UTF-8, else as hex. */
  readonly copyPayload: (source: SourceId, sequence: number) => Promise<void>;
}

export function clipboardSlice({ client, get }: SliceTools<ClipboardSlice & NoticesSlice>): ClipboardSlice {
  const copyText = async (text: string, what: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      get().tellDone(texts.shell.copied(what));
    } catch {
      // The browser refuses without saying more: no permission, or the window lost the focus.
      get().tellError({ code: 'failed', message: texts.shell.copyRefused });
    }
  };

  const readBytes = async (
    source: SourceId,
    sequence: number,
    start: number,
    end: number,
  ): Promise<Uint8Array | undefined> => {
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end; at += mostAtOnce) {
      const length = Math.min(mostAtOnce, end - at);
      const answer = await client.call('packet.bytes', { source, sequence, start: at, length });
      get().tellFailure(answer);
      if (!answer.ok) return undefined;
      bytes.set(answer.value.bytes, at - start);
    }
    return bytes;
  };

  return {
    copyText,
    copyPayload: async (source, sequence) => {
      const answer = await client.call('packet.read', { source, sequence });
      get().tellFailure(answer);
      if (!answer.ok) return;
      const { start, end } = answer.value.payload;
      if (end - start > mostCopied) {
        get().tellError({ code: 'failed', message: texts.shell.tooLargeToCopy(count(end - start)) });
        return;
      }
      const bytes = await readBytes(source, sequence, start, end);
      if (bytes !== undefined) await copyText(textOrHex(bytes), texts.shell.payload);
    },
  };
}

/** The bytes as text if they are UTF-8, else as hex. */
function textOrHex(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  }
}
