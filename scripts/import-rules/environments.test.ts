import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** What the compiler says of a file that is added to a layer, with what the layer declares for all its files. */
function compileIn(layer: string, source: string): string {
  // Inside the project, so that packages resolve as they do for the layer itself.
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync('node_modules/.cache/breach-');
  try {
    writeFileSync(join(folder, 'breach.ts'), source);
    const config = {
      extends: join(relative(folder, '.'), layer, 'tsconfig.json'),
      compilerOptions: { composite: false, incremental: false, noEmit: true, rootDir: relative(folder, '.') },
      files: ['breach.ts'],
      include: [join(relative(folder, '.'), layer, '**/*.d.ts')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = spawnSync('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    return stdout
      .split('\n')
      .filter((line) => line.includes('breach.ts'))
      .join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('document in main does not compile', () => {
  expect(compileIn('main', 'document.title;')).toContain("Cannot find name 'document'");
});

test('node:fs in the renderer does not compile', () => {
  expect(compileIn('renderer', "import { readFileSync } from 'node:fs';\nreadFileSync('x');")).toContain(
    "'node:fs'",
  );
});

test('what only Node or only a page has does not compile in app', () => {
  const names = ['process', 'Buffer', 'setImmediate', 'document', 'window'];

  const complaints = compileIn('app', names.map((name) => `${name};`).join('\n')).split('\n');

  expect(complaints.map((line) => /Cannot find name '(\w+)'/.exec(line)?.[1])).toEqual(names);
});
