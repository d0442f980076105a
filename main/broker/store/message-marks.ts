import type { KeptMessage } from '../routing/kept-message.ts';
import type { Changes } from './changes.ts';
import { storedMessage } from './stored-message.ts';

/** One message that is stored or is to be: once, however many wait for it. */
export interface MessageMark {
  readonly id: number;
  readonly message: KeptMessage;
  /** Rows of queues and deliveries that refer to it. */
  places: number;
  isRetained: boolean;
  /** What the store has of it. */
  written: 'nothing' | 'message' | 'retained message';
}

/** Which messages the store has, and which of them it has to be told something about. */
export class MessageMarks {
  readonly #marks = new Map<KeptMessage, MessageMark>();
  readonly #changed = new Set<MessageMark>();
  #lastId = 0;

  retained(message: KeptMessage): void {
    const mark = this.#of(message);
    mark.isRetained = true;
    this.#changed.add(mark);
  }

  /** Says whether that changes anything. */
  unretained(message: KeptMessage): boolean {
    const mark = this.#marks.get(message);
    if (mark === undefined) return false;
    mark.isRetained = false;
    this.#change(mark);
    return true;
  }

  /** One more row refers to the message. */
  place(message: KeptMessage): MessageMark {
    const mark = this.#of(message);
    mark.places += 1;
    if (mark.written === 'nothing') this.#changed.add(mark);
    return mark;
  }

  /** One row less refers to it. */
  displace(mark: MessageMark): void {
    mark.places -= 1;
    if (mark.places === 0) this.#change(mark);
  }

  /** The store has it already. */
  restore(id: number, message: KeptMessage, isRetained: boolean): MessageMark {
    const written = isRetained ? 'retained message' : 'message';
    const mark: MessageMark = { id, message, places: 0, isRetained, written };
    this.#marks.set(message, mark);
    this.#lastId = Math.max(this.#lastId, id);
    return mark;
  }

  write(changes: Changes): void {
    for (const mark of this.#changed) this.#write(mark, changes);
    this.#changed.clear();
  }

  #of(message: KeptMessage): MessageMark {
    const existing = this.#marks.get(message);
    if (existing !== undefined) return existing;
    this.#lastId += 1;
    const mark: MessageMark = {
      id: this.#lastId,
      message,
      places: 0,
      isRetained: false,
      written: 'nothing',
    };
    this.#marks.set(message, mark);
    return mark;
  }

  #change(mark: MessageMark): void {
    if (isNeeded(mark) || mark.written !== 'nothing') {
      this.#changed.add(mark);
      return;
    }
    // Come and gone before anything was written: the store never hears of it.
    this.#changed.delete(mark);
    this.#marks.delete(mark.message);
  }

  #write(mark: MessageMark, changes: Changes): void {
    const { id, message, isRetained, written } = mark;
    if (!isNeeded(mark)) {
      if (written !== 'nothing') changes.messageGone(id);
      this.#marks.delete(message);
      return;
    }
    if (written === 'nothing') changes.message(id, storedMessage(message, isRetained));
    else if (isRetained !== (written === 'retained message')) changes.retained(id, isRetained);
    mark.written = isRetained ? 'retained message' : 'message';
  }
}

function isNeeded({ places, isRetained }: MessageMark): boolean {
  return places > 0 || isRetained;
}
