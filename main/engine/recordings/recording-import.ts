import { setTimeout as delay } from 'node:timers/promises';
import { counted } from '../../../app/base/counted.ts';
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
/** Bytes that are read before others have their turn, and milliseconds of work on what is in them. */
const slice = 65_536;
const turn = 10;

const unknownFile = 'Byte 0: This is neither a pcap nor a pcapng file.';

/** What it needs of a recorder. */
type ImportRecorder = Omit<
  Recorder,
  'flush' | 'lastSequence' | 'lag' | 'drops' | 'close' | 'deliveries' | 'acknowledged'
>;

/** Reads a capture file into the history of one source, a slice at a time. */
export class RecordingImport {
  readonly #recorder: ImportRecorder;
  readonly #capture: CaptureImport;
  #problem: string | undefined;
  #isOver = false;
  /** What was given last, until it is worked off. */
  #taking: Promise<void> = Promise.resolve();

  constructor(recorder: ImportRecorder, port: number | undefined) {
    this.#recorder = recorder;
    this.#capture = new CaptureImport(sinkOf(recorder), { port });
  }

  /** Takes the next bytes of the file; resolves when there is room for more. Nothing is read behind a problem. */
  async take(bytes: Uint8Array): Promise<{ summary: CaptureSummary; problem: string | undefined }> {
    this.#taking = this.#taking.then(() => this.#take(bytes));
    await this.#taking;
    return { summary: this.#capture.summary(), problem: this.#problem };
  }

  async #take(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength && this.#problem === undefined && !this.#isOver; at += slice) {
      this.#push(bytes.subarray(at, at + slice));
      await this.#work();
    }
  }

  /** Works off what was found, while others have their turns and the disk keeps up. */
  async #work(): Promise<void> {
    for (let isDone = false; !isDone; ) {
      const until = performance.now() + turn;
      isDone = this.#capture.work(() => performance.now() > until);
      await delay(0);
      while (this.#recorder.backlog() > fullEnough) await delay(pause);
    }
  }

  #push(bytes: Uint8Array): void {
    try {
      this.#capture.push(bytes);
    } catch (error) {
      if (!(error instanceof CaptureFileError)) throw error;
      this.#problem = `Byte ${error.offset}: ${error.message}`;
    }
  }

  /** The file ends, or nothing more of it is wanted: what is being taken is left where it stands. */
  async finish(): Promise<ImportOutcome> {
    this.#isOver = true;
    await this.#taking;
    const rest = this.#capture.end();
    await this.#work();
    const summary = this.#capture.summary();
    const isKnown = this.#capture.isRecognised;
    const problem = this.#problem ?? (isKnown ? undefined : rest === 0 ? 'The file is empty.' : unknownFile);
    const cutOff = problem === undefined ? rest : 0;
    return { summary, cutOff, ...(problem !== undefined && { problem }), isEmpty: summary.packets === 0 };
  }
}

function sinkOf(recorder: ImportRecorder): ImportSink {
  return {
    linkOpened: (start, time) => recorder.linkOpened(start, time),
    linkIdentified: (link, clientId, version) => recorder.linkIdentified(link, clientId, version),
    linkClosed: (link, why, time) => recorder.linkClosed(link, why, time),
    linkLeft: (link, time) => recorder.linkLeft(link, time),
    packet: (link, direction, version, frame, time) => recorder.packet(link, direction, version, frame, time),
    missing: (link, from, bytes, time) =>
      recorder.missing(link, `Not in the capture: ${counted(bytes, 'byte')} that the ${from} sent.`, time),
    unread: () => undefined,
  };
}
