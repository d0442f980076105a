import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import { test as base } from './fixtures/test.ts';

/** A page that has npm paho-mqtt and nothing else, where it is served from, and the broker that lets this page in. */
interface PahoPage {
  readonly origin: string;
  readonly otherOrigin: string;
  readonly brokerPort: number;
}

const test = base.extend<{ readonly pages: PahoPage }>({
  pages: async ({ folder }, use) => {
    const [page, other] = await Promise.all([servePage(), servePage()]);
    const config = path.join(folder, 'broker.json');
    const listener = { name: 'web', transport: 'ws', port: 0, allowedOrigins: [originOf(page)] };
    await writeFile(config, JSON.stringify({ listeners: [listener] }));
    const { child, brokerPort } = await startBroker(config);
    await use({ origin: originOf(page), otherOrigin: originOf(other), brokerPort });
    child.kill('SIGTERM');
    await once(child, 'exit');
    for (const server of [page, other]) {
      server.closeAllConnections();
      server.close();
    }
  },
});

async function servePage(): Promise<Server> {
  const library = await readFile('node_modules/paho-mqtt/paho-mqtt-min.js');
  const server = createServer((request, response) => {
    const isLibrary = request.url === '/paho.js';
    response.setHeader('content-type', isLibrary ? 'text/javascript' : 'text/html');
    response.end(isLibrary ? library : '<!doctype html><script src="/paho.js"></script>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function originOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function startBroker(
  config: string,
): Promise<{ readonly child: ChildProcess; readonly brokerPort: number }> {
  const child = spawn(process.execPath, ['scripts/broker.mjs', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, brokerPort: JSON.parse(String(line)).wsPort };
}

/** Runs in the page: messages at each QoS to itself, one of them retained, and what came of it. */
function exchange(port: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const paho = Reflect.get(window, 'Paho');
    const client = new paho.Client('127.0.0.1', port, '/mqtt', 'paho in a page');
    const seen: string[] = [];
    client.onMessageArrived = (message: Record<string, unknown>) => {
      seen.push(`${message['destinationName']} ${message['payloadString']} QoS ${message['qos']}`);
      if (seen.length === 3) resolve(seen);
    };
    client.onConnectionLost = (why: { errorMessage: string }) => reject(new Error(why.errorMessage));
    const publish = () => {
      for (const qos of [0, 1, 2]) client.send(`page/${qos}`, `message ${qos}`, qos, qos === 1);
    };
    client.connect({
      mqttVersion: 4,
      onSuccess: () => client.subscribe('page/#', { qos: 2, onSuccess: publish }),
      onFailure: (why: { errorMessage: string }) => resolve([`refused: ${why.errorMessage}`]),
    });
  });
}

test('npm paho-mqtt in a page exchanges messages at each QoS over WebSocket', async ({ page, pages }) => {
  await page.goto(pages.origin);

  const seen = await page.evaluate(exchange, pages.brokerPort);

  expect(seen).toEqual(['page/0 message 0 QoS 0', 'page/1 message 1 QoS 1', 'page/2 message 2 QoS 2']);
});

test('a page of another origin is not let in', async ({ page, pages }) => {
  await page.goto(pages.otherOrigin);

  const [seen] = await page.evaluate(exchange, pages.brokerPort);

  expect(seen).toMatch(/^refused: /);
});
