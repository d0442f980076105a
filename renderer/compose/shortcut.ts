/** Opens and closes the composer. */
export const composerShortcut = 'Mod+J';
