/** Something that went wrong in practice, played by real clients against the local broker. */
export interface Incident {
  /** On the command line and as the picture's name. */
  readonly name: string;
  readonly title: string;
  /** What the people who had it saw. */
  readonly story: string;
  /** What the trace says of it: a filter for the Trace screen, and which row of those to choose. */
  readonly filter: string;
  readonly row: string | RegExp;
  /** Whether the steps from before are unfolded: the cause is one of them. */
  readonly unfolds?: boolean;
  /** Words that show on the Trace screen then. */
  readonly shows: readonly (string | RegExp)[];
  /** What explains it, in the trace and in general. */
  readonly answer: string;
  /** Plays it against the broker on that port of this machine. */
  play(port: number): Promise<void>;
}
