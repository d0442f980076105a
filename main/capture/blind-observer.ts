import type { LinkId, PacketObserver } from './observer.ts';

/** Records nothing: for what is seen at another place already, and for programs that keep no history. */
export const blindObserver: PacketObserver = {
  linkOpened: () => 0 as LinkId,
  packet: () => -1,
  linkIdentified: () => undefined,
  linkClosed: () => undefined,
};
