import { expect, onTestFinished, test } from 'vitest';
import { startMosquitto } from '../../connection/testing/mosquitto.ts';
import { hex, publish } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

oursAlone('mosquitto is the other end', () => {
  test.for(['mqttv311', 'mqttv50'])(
    '[3.1.1 MQTT-7.0.0-1] a mosquitto that is a server and a client of ours carries messages both ways, as %s',
    async (version) => {
      const { port } = await testBroker();
      const mosquitto = await startMosquitto({
        lines: [
          'connection ours',
          `address 127.0.0.1:${port}`,
          `bridge_protocol_version ${version}`,
          'notifications false',
          'restart_timeout 1',
          'topic up/# out 1',
          'topic down/# in 1',
        ],
      });
      onTestFinished(() => mosquitto.stop());
      const { client: here } = await connected(port, 4, { id: 'here' });
      const { client: there } = await connected(mosquitto.ports.tcp, 4, { id: 'there' });
      await here.subscribed(4, 'up/#', 1);
      await there.subscribed(4, 'down/#', 1);

      // Retained, as the bridge may not have subscribed yet.
      here.send(publish(4, { topic: 'down/a', qos: 1, id: 1, retain: true }));
      there.send(publish(4, { topic: 'up/a', qos: 1, id: 1 }));

      const both = [
        [await here.next(), await here.next()],
        [await there.next(), await there.next()],
      ];
      expect(both.map((packets) => packets.find((text) => text.startsWith('32')))).toEqual([
        hex(publish(4, { topic: 'up/a', qos: 1, id: 1 })),
        hex(publish(4, { topic: 'down/a', qos: 1, id: 1 })),
      ]);
    },
  );
});
