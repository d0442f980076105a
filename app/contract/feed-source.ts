/**
 * What stands behind one watch: made by the engine when it begins, told when the reader wants another window, read only
 * when the value will be sent. A view calls `changed` whenever the next value may differ, as often as it likes.
 */
export interface FeedSource<Params, Value> {
  update(params: Params): void;
  /** The value of now, for the parameters of now. At most one read is pending. */
  read(): Value | Promise<Value>;
  close(): void;
}
