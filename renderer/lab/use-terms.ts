import type { Profile } from '../../app/contract/areas/profiles.ts';
import { useApp } from '../state/use-app.tsx';
import type { Terms } from './terms.ts';
import { termsOf } from './terms.ts';

/** What holds on the chosen connection: of CONNACK while it is up, else of its profile. */
export function useTerms(profile: Profile): Terms {
  const isUp = useApp((state) => state.connection?.state.kind === 'connected');
  const connack = useApp((state) => state.connection?.connack);
  return termsOf(profile, isUp ? connack : undefined);
}
