import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { output, run } from '../testing/programs.ts';
import { testAccess } from '../testing/test-access.ts';
import { testBroker } from '../testing/test-broker.ts';

const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
/** Logs in, publishes at QoS 1, subscribes; prints the code of CONNACK, and of SUBACK if it got so far. */
const paho = `
import sys, threading
import paho.mqtt.client as mqtt
port, version, user, password, topic = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, client_id=''.join(filter(str.isalnum, password + topic))[:23], protocol=version)
except AttributeError:
    client = mqtt.Client(client_id=''.join(filter(str.isalnum, password + topic))[:23], protocol=version)
client.username_pw_set(user, password)
done = threading.Event()
codes = []
def code(value): return getattr(value, 'value', value)
def on_connect(client, _data, _flags, rc, *_):
    codes.append(code(rc))
    if codes[-1] == 0: client.subscribe(topic, 1)
    else: done.set()
def on_subscribe(client, _data, _id, granted, *_):
    codes.append(code(granted[0]))
    done.set()
client.on_connect, client.on_subscribe = on_connect, on_subscribe
client.connect('127.0.0.1', port)
client.loop_start()
done.wait(20)
client.disconnect()
client.loop_stop()
print(*codes)
`;

function setup() {
  return testAccess({
    anonymous: false,
    users: ['ann'],
    rules: [{ effect: 'allow', filter: 'home/%u/#' }],
    otherwise: 'deny',
  });
}

describe.for([
  ['mqttv31', 4],
  ['mqttv311', 4],
  ['mqttv5', 0x86],
] as const)('mosquitto_pub, %s', ([version, refused]) => {
  test('gets in with the right password and is refused with a wrong one, as its exit code says', async () => {
    const { port, broker } = await testBroker({ access: await setup() });
    const publish = (password: string, topic: string) => {
      const args = ['-u', 'ann', '-P', password, '-q', '1', '-t', topic, '-m', 'x', '-r'];
      return output(run('mosquitto_pub', '-p', String(port), '-V', version, ...args));
    };

    const right = await publish('secret of ann', 'home/ann/lamp');
    const wrong = await publish('secret', 'home/ann/door');
    const denied = await publish('secret of ann', 'home/bob/lamp');

    expect([right.code, wrong.code, denied.code, broker.stats().retained]).toEqual([0, refused, 0, 1]);
  });
});

describe.for([
  [3, 'MQTT 3.1', '4', '0 0'],
  [4, 'MQTT 3.1.1', '4', '0 128'],
  [5, 'MQTT 5.0', String(0x86), `0 ${0x87}`],
] as const)('paho-mqtt for Python, level %d', ([level, , refused, denied]) => {
  test('gets in, is refused, and is told what it may not subscribe to', async () => {
    const { port } = await testBroker({ access: await setup() });
    const login = async (password: string, filter: string) => {
      const args = ['-W', 'ignore', '-c', paho, String(port), String(level), 'ann', password, filter];
      return (await output(run(python, ...args))).text.trim();
    };

    const answers = await Promise.all([
      login('secret of ann', 'home/ann/#'),
      login('wrong', 'home/ann/#'),
      login('secret of ann', 'home/bob'),
    ]);

    expect(answers).toEqual(['0 1', refused, denied]);
  });
});
