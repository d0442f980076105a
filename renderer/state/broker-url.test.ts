import { describe, expect, test } from 'vitest';
import { parseBrokerUrl } from './broker-url.ts';

const plain = { transport: 'tcp', host: 'h', port: 1883, path: '', username: undefined, password: undefined };

describe('a broker URL', () => {
  test('is taken apart with its user, password, port and path', () => {
    expect(parseBrokerUrl('wss://ada:s%40cret@broker.example:8084/mqtt?x=1#frag')).toEqual({
      ok: true,
      address: {
        transport: 'wss',
        host: 'broker.example',
        port: 8084,
        path: '/mqtt?x=1',
        username: 'ada',
        password: 's@cret',
      },
    });
  });

  test.each([
    ['mqtt://h', plain],
    ['h', plain],
    ['  h:1884 ', { ...plain, port: 1884 }],
    ['MQTTS://h', { ...plain, transport: 'tls', port: 8883 }],
    ['ssl://h', { ...plain, transport: 'tls', port: 8883 }],
    ['ws://h', { ...plain, transport: 'ws', port: 80, path: '/' }],
    ['wss://h/', { ...plain, transport: 'wss', port: 443, path: '/' }],
    ['mqtt://[::1]:1884', { ...plain, host: '::1', port: 1884 }],
    ['mqtt://user@h', { ...plain, username: 'user' }],
    ['mqtt://h:1883/ignored', plain],
  ])('%s', (url, address) => {
    expect(parseBrokerUrl(url)).toEqual({ ok: true, address });
  });

  test.each([
    ['', 'empty'],
    ['http://h', 'scheme'],
    ['mqtt://', 'host'],
    ['mqtt://a b', 'host'],
    ['mqtt://[x', 'host'],
    ['mqtt://h:0', 'port'],
    ['mqtt://h:65536', 'port'],
    ['mqtt://h:18x3', 'port'],
    ['mqtt://100%:x@h', 'malformed'],
  ])('%s is none: %s', (url, problem) => {
    expect(parseBrokerUrl(url)).toEqual({ ok: false, problem });
  });
});
