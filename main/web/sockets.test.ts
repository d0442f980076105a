import { once } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { success } from '../../app/contract/answer.ts';
import { connect } from '../../app/contract/connect.ts';
import type { Port } from '../../app/contract/port.ts';
import { maximumBufferedBytes, webSocketPort } from '../../app/contract/ports/web-socket-port.ts';
import { serve } from '../../app/contract/serve.ts';
import { contractSuite } from '../../app/contract/testing/contract-suite.ts';
import { FakeFeed, numberOf } from '../../app/contract/testing/fake-feed.ts';
import { portSuite } from '../../app/contract/testing/port-suite.ts';
import { refusingHandlers } from '../../app/contract/testing/refusing-handlers.ts';
import { maximumSockets } from './sockets.ts';
import type { HostChoice } from './testing/served-page.ts';
import { startHost } from './testing/served-page.ts';

async function socketPorts() {
  const { promise, resolve } = Promise.withResolvers<Port>();
  const { open } = await host({ serve: resolve });
  return [webSocketPort(open()), await promise] as const;
}

portSuite('a WebSocket of the web host', socketPorts);
contractSuite('a WebSocket of the web host', socketPorts);

describe('who may have a port', () => {
  test.each([
    ['a foreign origin', { Origin: 'http://evil.example' }, 403],
    ['another port of this address', { Origin: 'http://127.0.0.1:1' }, 403],
    ['another name of loopback than the Host', { Origin: 'http://localhost:{port}' }, 403],
    ['https instead of http', { Origin: 'https://127.0.0.1:{port}' }, 403],
    ['an opaque origin', { Origin: 'null' }, 403],
    ['no origin', { Origin: '' }, 403],
    ['a foreign Host', { Host: 'evil.example', Origin: 'http://evil.example' }, 421],
    ['no cookie', { Cookie: '' }, 401],
    ['the cookie of another port', { Cookie: 'topicscope-1=x' }, 401],
  ])('%s is refused', async (_what, headers, status) => {
    const served = vi.fn();
    const { refusal } = await host({ serve: served });

    expect([await refusal(headers), served.mock.calls.length]).toEqual([status, 0]);
  });

  test('another path has no port', async () => {
    const { refusal } = await host();

    expect(await refusal({}, '/other')).toBe(404);
  });

  test('the development server’s origin is let in when it was named', async () => {
    const { open } = await host({ devOrigin: 'http://127.0.0.1:5173' });

    await once(open({ Origin: 'http://127.0.0.1:5173' }), 'open');
  });
});

describe('a window', () => {
  test('shares the engine with another', async () => {
    const feed = new FakeFeed();
    const { open } = await host({ serve: serving(feed) });
    const seen: (number | undefined)[][] = [[], []];
    for (const values of seen) {
      connect(webSocketPort(open())).watch(
        'settings',
        {},
        {
          value: (value) => values.push(numberOf(value)),
          ended: () => undefined,
        },
      );
    }
    await vi.waitFor(() => expect(seen).toEqual([[0], [0]]));

    feed.set(1);

    await vi.waitFor(() => expect(seen.map((values) => values.at(-1))).toEqual([1, 1]));
  });

  test('that goes takes all that was made for it along', async () => {
    const feed = new FakeFeed();
    const { open } = await host({ serve: serving(feed) });
    const socket = open();
    const values: unknown[] = [];
    connect(webSocketPort(socket)).watch(
      'settings',
      {},
      {
        value: (value) => values.push(value),
        ended: () => undefined,
      },
    );
    await vi.waitFor(() => expect(values).toHaveLength(1));

    socket.terminate();

    await vi.waitFor(() => expect(feed.closed).toBe(1));
  });

  test.each([
    ['text', 'text', 4000],
    ['bytes that are no message', Uint8Array.of(0xc1), 4000],
    ['an array of four thousand million elements', Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff), 4000],
    ['something that is not of the wire', Uint8Array.of(0xc3), 1000],
    ['a frame above 17 MB', new Uint8Array(17_000_001), 1009],
  ])('that sends %s is shut out', async (_what, data, code) => {
    const { open } = await host({ serve: serving(new FakeFeed()) });
    const socket = open();
    const closed = closeCode(socket);
    await once(socket, 'open');

    socket.send(data);

    expect(await closed).toBe(code);
  });

  test('that never reads costs a bounded amount and is shut out', async () => {
    const { promise, resolve } = Promise.withResolvers<Port>();
    const { open } = await host({ serve: resolve });
    const socket = open();
    const port = await promise;
    const closed = vi.fn();
    port.onClose(closed);
    await once(socket, 'open');
    socket.pause();

    const chunk = new Uint8Array(1_000_000);
    let posted = 0;
    while (port.post(chunk)) posted += chunk.byteLength;

    expect(closed).toHaveBeenCalledTimes(1);
    // What the system's own buffers took comes on top.
    expect(posted).toBeLessThan(maximumBufferedBytes + 20_000_000);
  });

  test('that does not answer pings is gone', async () => {
    const { promise, resolve } = Promise.withResolvers<Port>();
    const { open } = await host({ serve: resolve, pingEvery: 50 });
    const socket = open({}, { autoPong: false });
    const closed = new Promise<void>((tell) => void promise.then((port) => port.onClose(tell)));

    await once(socket, 'open');

    await closed;
  });

  test('among hundreds that are opened and killed leaves nothing behind', async () => {
    const feed = new FakeFeed();
    const { open } = await host({ serve: serving(feed) });

    for (let number = 0; number < 300; number += 1) {
      const socket = open();
      const { promise, resolve } = Promise.withResolvers<void>();
      connect(webSocketPort(socket)).watch(
        'settings',
        {},
        { value: () => resolve(), ended: () => undefined },
      );
      await promise;
      socket.terminate();
    }

    await vi.waitFor(() => expect([feed.closed, feed.live]).toEqual([300, 0]));
  });

  test('too many are refused', async () => {
    const { open, refusal } = await host({ serve: serving(new FakeFeed()) });
    const sockets = Array.from({ length: maximumSockets }, () => open());
    await Promise.all(sockets.map((socket) => once(socket, 'open')));

    expect(await refusal({})).toBe(503);
  });

  test('leaves no listener on its socket but the one for errors', async () => {
    const { open } = await host({ serve: serving(new FakeFeed()) });
    const socket = open();
    const port = webSocketPort(socket);
    await once(socket, 'open');

    port.close();

    expect(['open', 'message', 'close', 'error'].map((kind) => socket.listenerCount(kind))).toEqual([
      0, 0, 0, 1,
    ]);
  });
});

function serving(feed: FakeFeed): (port: Port) => void {
  const handlers = refusingHandlers({
    calls: { 'broker.stop': () => success({}) },
    feeds: { settings: feed.open },
  });
  return (port) =>
    serve(port, handlers, (error) => {
      throw error;
    });
}

/** A web host, and ways to ask it for a port as its page would, or with other headers. */
async function host(choice: HostChoice = {}) {
  const { port, cookie, origin } = await startHost(choice);
  const open = (headers: Readonly<Record<string, string>> = {}, options: object = {}, path = '/port') => {
    const all = { Origin: origin, Cookie: cookie, ...headers };
    const filled = Object.entries(all)
      .map(([name, value]) => [name, value.replace('{port}', String(port))] as const)
      .filter(([, value]) => value !== '');
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      headers: Object.fromEntries(filled),
      ...options,
    });
    onTestFinished(() => socket.terminate());
    return socket;
  };
  const refusal = async (headers: Readonly<Record<string, string>>, path?: string) => {
    const socket = open(headers, {}, path);
    const status = await new Promise<number>((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    });
    socket.on('error', () => undefined);
    return status;
  };
  return { open, refusal };
}

function closeCode(socket: WebSocket): Promise<number> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.on('close', resolve));
}
