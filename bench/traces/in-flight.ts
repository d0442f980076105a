import type { Figure } from '../frame/figure.ts';

export async function measureInFlight(): Promise<readonly Figure[]> {
  return [];
}
