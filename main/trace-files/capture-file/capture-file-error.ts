/** The file is not what it says it is. What was read before `offset` holds. */
export class CaptureFileError extends Error {
  /** Bytes from the beginning of the file. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'CaptureFileError';
    this.offset = offset;
  }
}
