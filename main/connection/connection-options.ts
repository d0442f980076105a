import type { Clock } from '../../app/base/clock.ts';
import type { Secrets } from '../../app/contract/areas/profiles.ts';
import type { Log } from '../capture/log.ts';
import type { PacketObserver } from '../capture/observer.ts';
import type { Backoff } from './backoff.ts';
import type { StoredProfile } from './profile-store.ts';

/** What a connection is made of: its profile and what it needs of the engine. */
export interface ConnectionOptions {
  readonly stored: StoredProfile;
  /** The secrets as they are at each attempt. */
  readonly secrets: () => Secrets;
  readonly observer: PacketObserver;
  /** How full the queue before the disk is, from 0 on; 1 is where messages begin to be dropped. For `Profile.pushBack`. */
  readonly backlog?: () => number;
  readonly clock: Clock;
  /** From 0 up to but not including 1; for the jitter. */
  readonly random: () => number;
  readonly log: Log;
  readonly backoff?: Backoff;
}
