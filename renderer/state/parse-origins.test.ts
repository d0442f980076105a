import { describe, expect, test } from 'vitest';
import { parseOrigins } from './parse-origins.ts';

describe('allowed origins', () => {
  test('are taken as a browser sends them, each once', () => {
    expect(parseOrigins('https://Dash.example/\nhttp://127.0.0.1:8080, https://dash.example:443')).toEqual({
      ok: true,
      origins: ['https://dash.example', 'http://127.0.0.1:8080'],
    });
  });

  test('may be none', () => {
    expect(parseOrigins(' \n ')).toEqual({ ok: true, origins: [] });
  });

  test.each(['dash.example', 'mqtt://dash.example', 'https://dash.example/path', '*'])(
    '%s is none',
    (wrong) => {
      expect(parseOrigins(wrong)).toEqual({ ok: false, wrong });
    },
  );
});
