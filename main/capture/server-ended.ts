/** Why the embedded broker ends all connections when it ends itself; a record says so. */
export const serverEnded = 'The broker is shutting down.';
