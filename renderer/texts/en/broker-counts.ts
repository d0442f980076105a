import { some } from '../counts.ts';

export const clients = (n: number): string => some(n, 'client', 'clients');
export const sessions = (n: number): string => some(n, 'session', 'sessions');
export const messages = (n: number): string => some(n, 'message', 'messages');
