/** Why the embedded broker closed a connection whose will it lets go of; a record says so. */
export const withoutWill = 'The client was disconnected by hand, and its will deleted.';

/** Whether a record says so, of why a connection ended. */
export function isWithoutWill(why: string): boolean {
  return why === withoutWill;
}
