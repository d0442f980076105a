/** What goes between the main process and a utility process, over Node's own channel between parent and child. */
export type ChildMessage =
  | { readonly type: 'message'; readonly value: unknown; readonly ports: readonly number[] }
  | { readonly type: 'port'; readonly id: number; readonly value: unknown }
  | { readonly type: 'portClosed'; readonly id: number };
