/** Milliseconds between two lines, to a person and to a file. */
const toPerson = 2_000;
const toFile = 10_000;

/** Tells now and then how far something is. */
export class ProgressLines {
  readonly #timer: NodeJS.Timeout;

  /** `text` is asked when a line is due. */
  constructor(tell: (line: string) => void, text: () => string) {
    const every = process.stderr.isTTY ? toPerson : toFile;
    this.#timer = setInterval(() => tell(text()), every).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
