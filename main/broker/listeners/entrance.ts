import type { Clock } from '../../../app/base/clock.ts';
import type { Peer } from '../peer/peer.ts';
import type { Timers } from '../timers.ts';
import type { Refusal } from './lobby.ts';
import { Lobby } from './lobby.ts';

/** What came by one listener. */
export interface ListenerTraffic {
  /** Network connections that speak MQTT now. */
  readonly connections: number;
  /** Network connections since it listens that never spoke MQTT. */
  readonly refused: number;
  readonly lastRefusal: Refusal | undefined;
}

interface EntranceNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds that a connection may take until it speaks MQTT. */
  readonly timeout: number;
  readonly isFull: () => boolean;
  /** Called for each refusal; `isNews` if the one before was for another reason. */
  readonly refused: (refusal: Refusal, isNews: boolean) => void;
}

/** Those who came by one listener: those who still wait, those who speak MQTT, and a count of those who never did. */
export class Entrance {
  readonly peers = new Set<Peer>();
  readonly lobby: Lobby;
  #refused = 0;
  #last: Refusal | undefined;

  constructor(needs: EntranceNeeds) {
    this.lobby = new Lobby({
      ...needs,
      refused: (refusal) => {
        const isNews = refusal.why !== this.#last?.why;
        this.#refused += 1;
        this.#last = refusal;
        needs.refused(refusal, isNews);
      },
    });
  }

  get size(): number {
    return this.peers.size + this.lobby.size;
  }

  get traffic(): ListenerTraffic {
    return { connections: this.peers.size, refused: this.#refused, lastRefusal: this.#last };
  }
}
