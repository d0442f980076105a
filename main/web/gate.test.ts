import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('the cookie is named after the port, for this site and HTTP only, and does not give the token away', () => {
  const gate = createGate(7883, randomBytes);

  expect(gate.setCookie).toMatch(/^topicscope-7883=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(gate.setCookie).not.toContain(gate.token);
});

test('the token is 256 random bits', () => {
  const sizes: number[] = [];

  const gate = createGate(1, (size) => {
    sizes.push(size);
    return randomBytes(size);
  });

  expect([Buffer.from(gate.token, 'base64url').byteLength, sizes[0]]).toEqual([32, 32]);
});

test('only the whole token is the token', () => {
  const gate = createGate(1, randomBytes);

  const tried = [gate.token, gate.token.slice(1), `${gate.token}x`, '', createGate(1, randomBytes).token];

  expect(tried.map(gate.isToken)).toEqual([true, false, false, false, false]);
});

test('the cookie is found among others, and that of another port is not ours', () => {
  const gate = createGate(1, randomBytes);
  const cookie = gate.setCookie.split(';')[0] ?? '';

  const headers = [
    cookie,
    `a=b; ${cookie};c=d`,
    cookie.replace('-1=', '-2='),
    `topicscope-1=${gate.token}`,
    undefined,
  ];

  expect(headers.map(gate.hasCookie)).toEqual([true, true, false, false, false]);
});

test('a cookie that somebody else put first does not lock us out', () => {
  const gate = createGate(1, randomBytes);

  expect(gate.hasCookie(`topicscope-1=planted; ${gate.setCookie.split(';')[0]}`)).toBe(true);
});
