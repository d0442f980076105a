import { createHmac, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Outcome } from '../access/access.ts';
import { scram } from './scram.ts';
import type { ScramKeys } from './scram-keys.ts';
import { makeScramKeys } from './scram-keys.ts';

/** The exchange of RFC 7677 clause 3: user "user", password "pencil". */
const vector = {
  clientFirst: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
  serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  clientFinal:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

async function setup() {
  const keys = await makeScramKeys('pencil', { iterations: 4096, salt: Buffer.from(vector.salt, 'base64') });
  const needs = {
    keysOf: (name: string) => ({ keys, isKnown: name === 'user', name }),
    nonce: () => vector.serverNonce,
  };
  /** What the server says to each message of the client. */
  const talk = async (...messages: readonly string[]) => {
    const [first = '', ...others] = messages;
    let outcome: Outcome = scram(Buffer.from(first), needs);
    for (const message of others) {
      if (outcome.kind !== 'challenge') break;
      outcome = await outcome.next(Buffer.from(message));
    }
    return said(outcome);
  };
  return { keys, needs, talk };
}

function said(outcome: Outcome): string {
  if (outcome.kind === 'refused') return `refused 0x${outcome.reasonCode.toString(16)}`;
  return `${outcome.kind} ${Buffer.from(outcome.data ?? []).toString()}`;
}

test('the test vector of RFC 7677 comes out byte for byte', async () => {
  const { talk } = await setup();

  expect([await talk(vector.clientFirst), await talk(vector.clientFirst, vector.clientFinal)]).toEqual([
    `challenge ${vector.serverFirst}`,
    `accepted ${vector.serverFinal}`,
  ]);
});

test('a client that sends no first message is asked for it', async () => {
  const { needs } = await setup();

  const outcome = scram(undefined, needs);

  const next = outcome.kind === 'challenge' ? await outcome.next(Buffer.from(vector.clientFirst)) : outcome;
  expect([said(outcome), said(next)]).toEqual(['challenge ', `challenge ${vector.serverFirst}`]);
});

test('a wrong proof, another nonce and another channel binding are refused as wrong', async () => {
  const { talk } = await setup();
  const { clientFirst, clientFinal } = vector;

  expect([
    await talk(clientFirst, clientFinal.replace('p=dHz', 'p=dHy')),
    await talk(clientFirst, clientFinal.replace('r=rO', 'r=rP')),
    await talk(clientFirst, clientFinal.replace('c=biws', 'c=eSws')),
    await talk(clientFirst, clientFinal.replace(/p=.*/, 'p=AAAA')),
  ]).toEqual(['refused 0x86', 'refused 0x86', 'refused 0x86', 'refused 0x86']);
});

test('an unknown user gets as far as a known one, and is refused with its right proof as well', async () => {
  const { keys, talk } = await setup();
  const first = 'n,,n=nobody,r=abc';
  const nonce = `abc${vector.serverNonce}`;

  expect(await talk(first, final('pencil', keys, 'n=nobody,r=abc', nonce))).toBe('refused 0x86');
});

test.for([
  ['channel binding', 'p=tls-unique,,n=user,r=abc'],
  ['the name of another', 'n,a=root,n=user,r=abc'],
  ['no name', 'n,,n=,r=abc'],
  ['no nonce', 'n,,n=user,r='],
  ['a wrong escape', 'n,,n=us=er,r=abc'],
  ['an extension that has to be understood', 'n,,m=x,n=user,r=abc'],
  ['nothing', ''],
])('a first message with %s is refused', async ([, message = '']) => {
  const { talk } = await setup();

  expect(await talk(message)).toBe('refused 0x87');
});

test('a name is compared without its escapes and as SASLprep writes it', async () => {
  const names: string[] = [];
  const { needs } = await setup();
  const keysOf = (name: string) => {
    names.push(name);
    return needs.keysOf(name);
  };

  for (const name of ['a=2Cb=3Dc', 'I\u00ADX', '\u2168'])
    scram(Buffer.from(`n,,n=${name},r=abc`), { ...needs, keysOf });

  expect(names).toEqual(['a,b=c', 'IX', 'IX']);
});

/** The client's last message, by the RFC's own formulas. */
function final(password: string, { salt, iterations }: ScramKeys, bare: string, nonce: string): string {
  const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
  const clientKey = mac(salted, 'Client Key');
  const storedKey = Buffer.from(new Uint8Array(32));
  const signature = mac(storedKey, `${bare},r=${nonce},s=${salt},i=${iterations},c=biws,r=${nonce}`);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return `c=biws,r=${nonce},p=${proof.toString('base64')}`;
}
