import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import type { End } from './frame-head.ts';

/** Takes what a capture file has: as at a broker, `received` is what clients sent. */
export interface ImportSink extends PacketObserver {
  /** So many bytes that `from` sent are not in the capture, and with them packets. */
  missing(link: LinkId, from: End, bytes: number, time: number): void;
  /** The capture ended before the connection did. */
  linkLeft(link: LinkId, time: number): void;
  /** So many bytes of a connection of MQTT could not be read as packets. */
  unread(bytes: number): void;
}
