import { describe, expect, test } from 'vitest';
import { encode } from './encode.ts';
import type { ConnectPacket, ProtocolVersion } from './packet.ts';
import { redact } from './redact.ts';
import { frameOf, prefixed, properties, text } from './testing/frame.ts';
import { createRandom, printedSeed } from './testing/random.ts';

const secret = 'SECRET-hunter2';
const secretBytes = new TextEncoder().encode(secret);

function connect(protocolVersion: ProtocolVersion, change: Partial<ConnectPacket> = {}): Uint8Array {
  const packet: ConnectPacket = {
    type: 'connect',
    protocolVersion,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'client-1',
    will: { topic: 'will', payload: Uint8Array.of(1), qos: 0, retain: false, properties: {} },
    username: 'user',
    password: secretBytes,
    properties: { authenticationMethod: 'method', authenticationData: secretBytes },
    ...change,
  };
  return encode(packet, protocolVersion);
}

/** Printable bytes as they are, others as dots. */
function shown(frame: Uint8Array): string {
  return Array.from(frame, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}

describe.each<ProtocolVersion>([3, 4, 5])('CONNECT of level %i', (version) => {
  test('has its password and Authentication Data masked, nothing else', () => {
    const frame = connect(version);

    const redacted = redact(frame, 4);

    expect(shown(redacted)).toBe(shown(frame).replaceAll(secret, '*'.repeat(secret.length)));
  });

  test('with a client identifier and nothing else is as it was, whatever its length', () => {
    for (const length of [1, 40, 115, 116, 200]) {
      const change = {
        clientId: 'c'.repeat(length),
        will: undefined,
        username: undefined,
        password: undefined,
      };
      const frame = connect(version, { ...change, properties: {} });

      expect(redact(frame, version)).toEqual(frame);
    }
  });

  test('with bytes behind its client identifier that it does not announce shows none of them', () => {
    const change = { clientId: 'c', will: undefined, username: undefined, password: undefined };
    const frame = Uint8Array.from([...connect(version, { ...change, properties: {} }), ...secretBytes]);
    frame[1] = (frame[1] ?? 0) + secretBytes.length;

    expect(shown(redact(frame, version))).not.toContain('SECRET');
  });

  test('is not changed itself', () => {
    const frame = connect(version);
    const before = frame.slice();

    redact(frame, 4);

    expect(frame).toEqual(before);
  });

  test('cut anywhere shows no part of its password', () => {
    const frame = connect(version);

    for (let length = 0; length < frame.length; length += 1) {
      expect(shown(redact(frame.subarray(0, length), 4))).not.toContain('SECRET');
    }
  });

  test('with trailing bytes is masked from the client identifier on', () => {
    const frame = Uint8Array.from([...connect(version), ...secretBytes]);
    frame[1] = (frame[1] ?? 0) + secretBytes.length;

    const redacted = shown(redact(frame, 4));

    expect(redacted).toMatch(/client-1\*+$/);
    expect(redacted).not.toContain('SECRET');
  });
});

test('a CONNECT with a broken flag byte or level shows nothing after it', () => {
  const flags = connect(5);
  flags[9] = 0xff;
  const level = connect(5);
  level[8] = 0x85;

  expect([shown(redact(flags, 5)), shown(redact(level, 5))]).toEqual([
    `${shown(flags).slice(0, 10)}${'*'.repeat(flags.length - 10)}`,
    `${shown(level).slice(0, 9)}${'*'.repeat(level.length - 9)}`,
  ]);
});

test('Authentication Data is masked when it comes twice, without a method, or behind a thousand properties', () => {
  const data = [0x16, ...prefixed(...secretBytes)];
  const many = Array.from({ length: 1500 }, () => [0x26, ...text('n'), ...text('v')]).flat();
  const lists = [properties(data, data), properties(data), properties(many, 0x15, text('m'), data, data)];

  const redacted = lists.map((list) =>
    shown(redact(frameOf(0x10, text('MQTT'), 5, 0x02, 0, 60, list, text('c')), 5)),
  );

  for (const frame of redacted) expect(frame).not.toContain('SECRET');
});

test('AUTH has its Authentication Data masked; malformed, all from where reading stopped', () => {
  const list = properties(0x15, text('method'), 0x16, prefixed(...secretBytes));

  const whole = shown(redact(frameOf(0xf0, 0x18, list), 5));
  const trailing = shown(redact(frameOf(0xf0, 0x18, list, secretBytes), 5));
  const before5 = shown(redact(frameOf(0xf0, 0x18, list), 4));

  expect(whole).toContain(`method...${'*'.repeat(secret.length)}`);
  for (const frame of [whole, trailing, before5]) expect(frame).not.toContain('SECRET');
});

test('CONNACK has its Authentication Data masked; malformed, all from where reading stopped', () => {
  const list = properties(0x15, text('method'), 0x16, prefixed(...secretBytes));

  const whole = shown(redact(frameOf(0x20, 0, 0, list), 5));
  const trailing = shown(redact(frameOf(0x20, 0, 0, list, secretBytes), 5));
  const before5 = shown(redact(frameOf(0x20, 0, 0, list), 4));

  expect(whole).toContain(`method...${'*'.repeat(secret.length)}`);
  for (const frame of [whole, trailing, before5]) expect(frame).not.toContain('SECRET');
});

test('CONNACK without Authentication Data is the very same bytes', () => {
  const plain = frameOf(0x20, 1, 0);
  const alike = frameOf(0x20, 0, 0, properties(0x13, [0, 0x16]));

  expect(redact(plain, 4)).toBe(plain);
  expect(redact(alike, 5)).toEqual(alike);
});

test('other packets are the very same bytes', () => {
  const frame = frameOf(0x30, text('a'), secretBytes);

  expect(redact(frame, 4)).toBe(frame);
});

// Not for 3.1, where a packet without its password is well-formed and nothing tells what was meant.
test.each<ProtocolVersion>([4, 5])(
  'level %i: no change of one byte brings a password to light',
  (version) => {
    const random = createRandom(printedSeed('broken CONNECTs'));
    const frame = connect(version, { properties: {} });
    const passwordAt = shown(frame).indexOf(secret);

    for (let index = 0; index < 20_000; index += 1) {
      const broken = frame.slice();
      broken[1 + random.below(passwordAt - 1)] = random.oneIn(2) ? random.below(64) : random.below(256);

      const redacted = shown(redact(broken, 4));

      if (redacted.includes('hunter2')) expect(redacted).toBe(shown(broken).replaceAll(secret, '*'));
    }
  },
);
