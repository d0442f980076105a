/**
 * Two ends that post messages to each other, in order, each at most once. A message is plain data: objects, arrays,
 * strings, numbers, booleans, and bytes that own their buffer (a view of a larger one may carry all of it along).
 *
 * Each end has one listener of each kind. The close listener is called once, whichever side closed; after it no message
 * comes and nothing is sent. Whatever was made for a port ends at its close.
 */
export interface Port {
  /** False when nothing was sent: the port has closed, or the message is larger than it carries. */
  post(message: unknown): boolean;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
