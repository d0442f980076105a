/** What goes between the main process and the preload's world of a window, as text. */
export type ToPage =
  | { readonly type: 'event'; readonly channel: string; readonly value: unknown; readonly ports: number[] }
  | { readonly type: 'port'; readonly id: number; readonly value: unknown }
  | { readonly type: 'portClosed'; readonly id: number };

export type FromPage =
  | { readonly type: 'send'; readonly channel: string; readonly values: unknown[] }
  | { readonly type: 'port'; readonly id: number; readonly value: unknown }
  | { readonly type: 'portClosed'; readonly id: number };
