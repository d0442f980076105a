/** Names of what goes between the main process and the preload script of a window. */
export const channels = {
  /** From the page: a port to the engine, please. */
  wantPort: 'want-engine-port',
  /** To the page, with the port. */
  port: 'engine-port',
  /** To the page: a command was chosen in the menu; its id. */
  command: 'menu-command',
} as const;
