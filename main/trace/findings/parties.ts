import type { Direction } from '../../../app/contract/areas/common.ts';
import type { OpenExchange } from '../open-exchange.ts';

type Party = 'client' | 'server';

/** Who began it. */
export function beginnerOf({ direction }: OpenExchange, clientSide: Direction): Party {
  return direction === clientSide ? 'client' : 'server';
}

/** Who owes the packet that is awaited: PUBREL comes from who began, all else from the other end. */
export function debtorOf(exchange: OpenExchange, clientSide: Direction): Party {
  const beginner = beginnerOf(exchange, clientSide);
  if (exchange.awaiting === 'pubrel' || exchange.state === 'client auth') return beginner;
  return beginner === 'client' ? 'server' : 'client';
}
