import { createServer } from 'vite';
import { runWebHost } from './web-host.ts';

const pagePort = 5173;
const enginePort = 5174;
const pageOrigin = `http://127.0.0.1:${pagePort}`;
let cookie = '';

const server = await createServer({
  configFile: 'vite.config.ts',
  server: {
    host: '127.0.0.1',
    port: pagePort,
    strictPort: true,
    proxy: {
      // The page asks its own origin for the engine. The web host checks Host and Origin and wants its cookie; this
      // server has entered it in the page's place, so a restart of the engine does not ask for the token again.
      '/port': {
        target: `http://127.0.0.1:${enginePort}`,
        ws: true,
        changeOrigin: true,
        configure(proxy) {
          proxy.on('proxyReqWs', (request) => request.setHeader('cookie', cookie));
        },
      },
    },
  },
});
await server.listen();

const stop = runWebHost({
  pageOrigin,
  args: ['--port', String(enginePort), ...process.argv.slice(2)],
  onStart: (newCookie) => {
    cookie = newCookie;
    console.log(`The engine runs; the page with hot reload: ${pageOrigin}/`);
  },
  onEnd: (exitCode) => process.exit(exitCode),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
