import type { LinkId } from '../../capture/observer.ts';
import type { Asked, Granted } from './asked.ts';
import type { Channel } from './channel.ts';

/** What there is to know of one network connection beside its session; counts are plain numbers, added to in place. */
export class LinkFacts {
  readonly link: LinkId;
  readonly channel: Channel;
  /** When it was opened, µs since 1970. */
  readonly since: number;
  asked: Asked | undefined;
  granted: Granted | undefined;
  /** Bytes and PUBLISH packets that came. */
  bytesIn = 0;
  messagesIn = 0;

  constructor(link: LinkId, channel: Channel, since: number) {
    this.link = link;
    this.channel = channel;
    this.since = since;
  }
}
