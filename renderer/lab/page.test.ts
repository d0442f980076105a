import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { texts } from '../texts/en.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/session-lab.md'), 'utf8');

test('the page has every action and setting of the lab, by the name that it has on screen', () => {
  const { die, withWill, sleep, resume, takeOver, gate, connection, acknowledgements, publish, bytes } =
    texts.lab;
  const named = [die.name, withWill.name, sleep.name, resume.name, takeOver.name];
  const set = [gate.hold, gate.delay, gate.reason];
  const sections = [connection, acknowledgements, publish, bytes];

  const missing = [
    ...[...named, ...set].filter((name) => !page.includes(`| ${name} |`)),
    ...sections.filter((name) => !page.includes(`## ${name}\n`)),
  ];

  expect(missing).toEqual([]);
});
