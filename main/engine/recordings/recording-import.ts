import { setTimeout as delay } from 'node:timers/promises';
import type { ImportOutcome } from '../../../app/contract/areas/recordings.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { CaptureFileError } from '../../trace-files/capture-file/capture-file-error.ts';
import type { CaptureSummary } from '../../trace-files/capture-import.ts';
import { CaptureImport } from '../../trace-files/capture-import.ts';
import type { ImportSink } from '../../trace-files/conversation/import-sink.ts';

/** How full the queue before the disk may be; nothing of a file is to be dropped. */
const fullEnough = 0.25;
/** Milliseconds between two looks at it. */
const pause = 10;
/** Bytes that are worked off before others have their turn. */
const slice = 65_536;

/** Reads a capture file into the history of one source. */
export class RecordingImport {
  readonly #recorder: Recorder;
  readonly #capture: CaptureImport;
  #problem: string | undefined;

  constructor(recorder: Recorder, port: number | undefined) {
    this.#recorder = recorder;
    this.#capture = new CaptureImport(sinkOf(recorder), { port });
  }

  /** Takes the next bytes of the file; resolves when there is room for more. Nothing is read behind a problem. */
  async take(bytes: Uint8Array): Promise<{ summary: CaptureSummary; problem: string | undefined }> {
    for (let at = 0; at < bytes.byteLength && this.#problem === undefined; at += slice) {
      this.#push(bytes.subarray(at, at + slice));
      await delay(0);
      while (this.#recorder.backlog() > fullEnough) await delay(pause);
    }
    return { summary: this.#capture.summary(), problem: this.#problem };
  }

  #push(bytes: Uint8Array): void {
    try {
      this.#capture.push(bytes);
    } catch (error) {
      if (!(error instanceof CaptureFileError)) throw error;
      this.#problem = `Byte ${error.offset}: ${error.message}`;
    }
  }

  /** The file ends. */
  finish(): ImportOutcome {
    const rest = this.#capture.end();
    const summary = this.#capture.summary();
    const isKnown = this.#capture.isRecognised;
    const problem =
      this.#problem ?? (isKnown ? undefined : 'Byte 0: This is neither a pcap nor a pcapng file.');
    const cutOff = problem === undefined ? rest : 0;
    return { summary, cutOff, ...(problem !== undefined && { problem }), isEmpty: summary.packets === 0 };
  }
}

function sinkOf(recorder: Recorder): ImportSink {
  return {
    linkOpened: (start, time) => recorder.linkOpened(start, time),
    linkIdentified: (link, clientId, version) => recorder.linkIdentified(link, clientId, version),
    linkClosed: (link, why, time) => recorder.linkClosed(link, why, time),
    linkLeft: (link, time) => recorder.linkLeft(link, time),
    packet: (link, direction, version, frame, time) => recorder.packet(link, direction, version, frame, time),
    missing: (link, from, bytes, time) =>
      recorder.missing(link, `${bytes} bytes that the ${from} sent are not in the capture.`, time),
    unread: () => undefined,
  };
}
