import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import type { ConnectBytes } from '../testing/bytes.ts';
import { connect, publish } from '../testing/bytes.ts';
import { RawClient } from '../testing/raw-client.ts';
import { testAccess } from '../testing/test-access.ts';
import { clientFiles, tlsBroker } from '../testing/tls-broker.ts';

async function setup(identity: 'certificate' | 'either') {
  const access = await testAccess({
    anonymous: false,
    users: ['ann'],
    rules: [{ effect: 'allow', filter: 'pumps/%u/#' }],
    otherwise: 'deny',
    listeners: { field: { identity } },
  });
  const target = await tlsBroker({ access });
  const tls = { clientCertificates: 'asked' } as const;
  const { port } = await target.listen({ name: 'field', transport: 'tls', port: 0, tls });
  const { certificate: cert, key } = await clientFiles(target, 'pump-7');
  const answer = async (options: ConnectBytes, shown = {}) => {
    const socket = connectTls({ port, host: '127.0.0.1', ca: target.ca, ...shown });
    onTestFinished(() => {
      socket.destroy();
    });
    await once(socket, 'secureConnect');
    const client = new RawClient(socket);
    client.send(connect(5, options));
    const connack = await client.next();
    return { client, code: connack.slice(9, 11) };
  };
  return { access, answer, pump: { cert, key } };
}

const ann = { user: 'ann', password: 'secret of ann' };

test('the name in a client certificate is the user where the listener wants that, and no password is looked at', async () => {
  const { answer, pump } = await setup('certificate');

  const { client, code } = await answer({ user: 'ann', password: 'wrong' }, pump);
  client.send(
    publish(5, { topic: 'pumps/pump-7/state', qos: 1, id: 1 }),
    publish(5, { topic: 'pumps/ann/state', qos: 1, id: 2 }),
  );

  const answers = [await client.next(), await client.next()].map((packet) => packet.slice(12, 14));
  expect([code, answers, (await answer(ann)).code]).toEqual(['00', ['10', '87'], '87']);
});

test('where either will do, who shows no certificate logs in by password', async () => {
  const { answer, pump } = await setup('either');

  expect([
    (await answer({}, pump)).code,
    (await answer(ann)).code,
    (await answer({ ...ann, password: 'wrong' })).code,
    (await answer({})).code,
  ]).toEqual(['00', '00', '86', '87']);
});

test('who came by a password is disconnected when the listener wants certificates alone, who came by one stays', async () => {
  const { access, answer, pump } = await setup('either');
  const byPassword = await answer({ ...ann, id: 'ann' });
  const byCertificate = await answer({ id: 'pump' }, pump);

  access.change({
    ...access.config,
    listeners: { field: { ...access.config.listeners['field'], identity: 'certificate' } },
  });
  const last = await byPassword.client.untilClosed();

  expect(last.map((packet) => packet.slice(0, 8))).toEqual([expect.stringMatching(/^e0 .. 87/)]);
  expect(await byCertificate.client.untilPong()).toEqual([]);
});
