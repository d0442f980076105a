import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ask } from './testing/request.ts';
import { startHost } from './testing/served-page.ts';

describe('who may come in', () => {
  test('the token is exchanged for a cookie and leaves the address bar', async () => {
    const { exchanged, port } = await startHost();

    expect(exchanged).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
    expect(exchanged.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^topicscope-${port}=.{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  test('the token opens a second window too', async () => {
    const { port, path } = await startHost();

    expect(await ask({ port, path })).toMatchObject({ status: 303 });
  });

  test('a click on another site’s page works too: our own answer goes on, not a redirect of theirs', async () => {
    const { port, path } = await startHost();

    const { status, headers } = await ask({ port, path, headers: { 'Sec-Fetch-Site': 'cross-site' } });

    expect([status, headers['refresh'], headers['set-cookie']?.length]).toEqual([200, '0; url=/', 1]);
  });

  test('a development server shows the page instead', async () => {
    const { exchanged } = await startHost({ devOrigin: 'http://127.0.0.1:5173' });

    expect(exchanged.headers.location).toBe('http://127.0.0.1:5173/');
  });

  test.each(['/', '/assets/boot-Ab12.js', '/?token=wrong', '/?token='])(
    'without the cookie %s is refused with what to do',
    async (path) => {
      const { port } = await startHost();

      const { status, body, headers } = await ask({ port, path });

      expect([status, headers['set-cookie']]).toEqual([401, undefined]);
      expect(body.toString()).toMatch(/URL that it printed/);
    },
  );

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'DNS rebinding: the Host %o is not ours, whatever else is right',
    async (host) => {
      const { port, cookie, path } = await startHost();

      const answers = await Promise.all(
        ['/', path].map((asked) => ask({ port, path: asked, headers: { Host: host, Cookie: cookie } })),
      );

      expect(answers.map(({ status, headers }) => [status, headers['set-cookie']])).toEqual([
        [421, undefined],
        [421, undefined],
      ]);
    },
  );

  test.each(['localhost', '[::1]'])('%s is ours as well', async (name) => {
    const { port, cookie } = await startHost();

    const { status } = await ask({ port, path: '/', headers: { Host: `${name}:${port}`, Cookie: cookie } });

    expect(status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async (method) => {
    const { port, cookie } = await startHost();

    const answer = await ask({ port, path: '/', method, headers: { Cookie: cookie } });

    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});

describe('the files', () => {
  test('the page comes with a policy that lets nothing foreign in', async () => {
    const { port, cookie } = await startHost();

    const { status, headers, body } = await ask({ port, path: '/', headers: { Cookie: cookie } });

    expect([status, body.toString()]).toEqual([200, '<!doctype html><title>Topicscope</title>']);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
        "worker-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
  });

  test('what is refused has the policy too', async () => {
    const { port } = await startHost();

    const { headers } = await ask({ port, path: '/' });

    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  test.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('what takes %s gets %s', async (accept, encoding, decompress) => {
    const { port, cookie } = await startHost();
    const path = '/assets/boot-Ab12.js';

    const { headers, body } = await ask({
      port,
      path,
      headers: { Cookie: cookie, 'Accept-Encoding': accept },
    });

    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'Accept-Encoding']);
    expect(decompress(body).toString()).toBe('export const x = 1;\n'.repeat(500));
  });

  test('files named after their content are kept for ever, and fonts are not compressed again', async () => {
    const { port, cookie } = await startHost();
    const path = '/assets/font-Cd34.woff2';

    const { headers } = await ask({ port, path, headers: { Cookie: cookie, 'Accept-Encoding': 'br' } });

    expect([headers['cache-control'], headers['content-type'], headers['content-encoding']]).toEqual([
      'private, max-age=31536000, immutable',
      'font/woff2',
      undefined,
    ]);
  });

  test('what has not changed is not sent again', async () => {
    const { port, cookie } = await startHost();
    const first = await ask({ port, path: '/', headers: { Cookie: cookie } });

    const headers = { Cookie: cookie, 'If-None-Match': first.headers.etag ?? '' };
    const second = await ask({ port, path: '/', headers });

    expect([second.status, second.body.byteLength]).toEqual([304, 0]);
  });

  test('HEAD says what GET would, without a body', async () => {
    const { port, cookie } = await startHost();

    const { status, headers, body } = await ask({
      port,
      path: '/',
      method: 'HEAD',
      headers: { Cookie: cookie },
    });

    expect([status, headers['content-length'], body.byteLength]).toEqual([200, '40', 0]);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/assets',
    '/assets/',
    '/nothing',
    '/%00',
    'http://127.0.0.1/../secret.txt',
  ])('%s leads nowhere', async (path) => {
    const { port, cookie } = await startHost();

    const { status, body } = await ask({ port, path, headers: { Cookie: cookie } });

    expect([status, body.toString()]).toEqual([404, 'There is no such file.\n']);
  });
});
