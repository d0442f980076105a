import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test.for([
  ['127.0.0.1:1883', '127.0.0.1'],
  ['[::1]:1883', '0:0:0:0'],
  ['[fe80::1:2]:1883', 'fe80:0:0:0'],
  ['[2001:db8:1:2:3:4:5:6]:1883', '2001:db8:1:2'],
  ['[2001:db8:1:2::6]:1883', '2001:db8:1:2'],
])('the network of %s is %s', ([address = '', network]) => {
  expect(networkOf(address)).toBe(network);
});
