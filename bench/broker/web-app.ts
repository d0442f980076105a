import { WebSocket } from 'ws';
import { connect } from '../../app/contract/connect.ts';
import { webSocketPort } from '../../app/contract/ports/web-socket-port.ts';

/** Opens the app as a page does and starts its broker; returns the broker's port. The window closes again. */
export async function startLocalBroker(url: string): Promise<number> {
  const { origin } = new URL(url);
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/port`, { headers: { cookie, origin } });
  const client = connect(webSocketPort(socket));
  const started = await client.call('broker.start', {
    port: 0,
    wsPort: 0,
    network: false,
    allowedOrigins: [],
    whenTaken: 'free',
  });
  if (!started.ok) throw new Error(started.error.message);
  const port = await new Promise<number>((resolve, reject) => {
    client.watch(
      'broker',
      {},
      {
        value: ({ state }) => {
          if (state.kind !== 'running') return;
          const tcp = state.listeners.find(({ transport }) => transport === 'tcp');
          if (tcp !== undefined) resolve(tcp.port);
        },
        ended: ({ message }) => reject(new Error(message)),
      },
    );
  });
  socket.close();
  return port;
}
