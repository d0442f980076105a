/** One line for the app's log: no secrets, no payloads. */
export type Log = (level: 'info' | 'warn' | 'error', area: string, text: string) => void;
