import type { Server } from 'node:net';

/** Listens on a free port and prints it in the line that `startLine` reads; the process ends with who started it. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address !== 'object') throw new Error(`It listens on ${address}, which is no port.`);
    console.log(JSON.stringify({ port: address?.port, pid: process.pid }));
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}
