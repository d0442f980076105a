import { expect, test } from 'vitest';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { toldEnd } from './broker-words.ts';

test.for([
  [0x81, 'Malformed Packet', [true, false]],
  [0x82, 'Protocol Error', [true, false]],
  [0x87, 'Not authorized', [true, false]],
  [0x8e, 'Session taken over', [true, true]],
  [0x8b, 'Server shutting down', [false, false]],
] as const)(
  'whether DISCONNECT %i, %s, lasts is asked anew where a tester sent bytes',
  ([code, , lasting]) => {
    const told = { type: 'disconnect', reasonCode: code, properties: noProperties } as const;

    expect([false, true].map((isByHand) => toldEnd(told, isByHand).failure.lasting)).toEqual(lasting);
  },
);
