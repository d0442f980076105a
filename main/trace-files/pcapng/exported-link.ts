import type { LinkStart } from '../../capture/observer.ts';

/** What is known of a link beside its packets. */
export interface ExportedLink extends LinkStart {
  /** The client identifier; empty if unknown. */
  readonly client: string;
  /** When it was closed, in µs since 1970, if that is known. */
  readonly closed?: number | undefined;
}
