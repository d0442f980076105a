import { count } from '../counts.ts';

export const some = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;
export const clients = (n: number): string => some(n, 'client', 'clients');
export const sessions = (n: number): string => some(n, 'session', 'sessions');
export const messages = (n: number): string => some(n, 'message', 'messages');
