import type { Host } from './host.ts';
import { notAdmitted } from './host.ts';
import type { ResumingClient } from './resuming-client.ts';
import type { LinkState } from './state/link-slice.ts';

/** Milliseconds to wait before each further attempt; the last one repeats. */
const waits = [100, 300, 1000, 2000, 5000];

interface LinkOptions {
  readonly host: Host;
  readonly client: ResumingClient;
  readonly onState: (state: LinkState) => void;
  readonly later: (milliseconds: number, task: () => void) => void;
}

/** Keeps the client on a port: opens one, and another whenever it closes. */
export function keepLinked({ host, client, onState, later }: LinkOptions): void {
  let wasOpen = false;

  const lose = (attempt: number, error?: unknown): void => {
    const isAdmitted = !(error instanceof Error && error.cause === notAdmitted);
    onState({ kind: 'lost', host: host.kind, isAdmitted });
    later(waits[Math.min(attempt, waits.length - 1)] ?? 0, () => open(attempt + 1));
  };
  const open = (attempt: number): void => {
    host.open().then(
      (port) => {
        client.attach(port, () => lose(0));
        onState({ kind: 'open', isNewEngine: wasOpen && host.kind === 'electron' });
        wasOpen = true;
      },
      (error: unknown) => lose(attempt, error),
    );
  };
  onState({ kind: 'opening' });
  open(0);
}
