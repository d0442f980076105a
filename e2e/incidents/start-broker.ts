import { WebSocket } from 'ws';
import { connect } from '../../app/contract/connect.ts';
import { webSocketPort } from '../../app/contract/ports/web-socket-port.ts';

/** Starts the local broker of an app that serves at the address; returns its port. */
export async function startBroker(url: string): Promise<number> {
  const { origin } = new URL(url);
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/port`, { headers: { cookie, origin } });
  const client = connect(webSocketPort(socket));
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [] };
  const started = await client.call('broker.start', { ...plan, whenTaken: 'free' });
  if (!started.ok) throw new Error(started.error.message);
  const port = await new Promise<number>((resolve, reject) => {
    client.watch(
      'broker',
      {},
      {
        value: ({ state }) => {
          const listeners = state.kind === 'running' ? state.listeners : [];
          const tcp = listeners.find(({ transport }) => transport === 'tcp');
          if (tcp !== undefined) resolve(tcp.port);
        },
        ended: ({ message }) => reject(new Error(message)),
      },
    );
  });
  socket.close();
  return port;
}
