/** What one client may do. Whoever refuses because of it has it counted: that is done here. */
export interface Rights {
  mayPublish(topic: string): boolean;
  /** Whether any message that matches may be received; each is asked about by itself when it comes. */
  maySubscribe(filter: string): boolean;
  mayReceive(topic: string): boolean;
}
