import { dirname } from 'node:path/posix';
import { cyclesOf } from './cycles.ts';
import type { Import } from './imports.ts';
import { importsOf, resolveOwn } from './imports.ts';
import type { Area, Packages, TestRule } from './rules.ts';

interface Rules {
  readonly areas: readonly Area[];
  readonly testRules: readonly TestRule[];
}

/** The breaches in a set of files (path from the project's folder → source), one sentence each. */
export function judge(files: ReadonlyMap<string, string>, rules: Rules): readonly string[] {
  const breaches: string[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [path, source] of files) {
    const imports = importsOf(path, source);
    const area = areaOf(path, rules.areas);
    if (area === undefined) breaches.push(`${path} is in no area that scripts/import-rules/rules.ts names`);
    for (const each of imports) {
      const reason = area && whyNot(path, area, each, rules);
      if (reason !== undefined) breaches.push(`${path}:${each.line} imports ${each.specifier}: ${reason}`);
    }
    graph.set(
      path,
      imports.flatMap(({ specifier }) => resolveOwn(path, specifier) ?? []),
    );
  }
  for (const cycle of cyclesOf(graph))
    breaches.push(`${cycle[0]} imports itself in a circle: ${cycle.join(' → ')}`);
  return breaches;
}

function whyNot(path: string, area: Area, { specifier }: Import, rules: Rules): string | undefined {
  const target = resolveOwn(path, specifier);
  if (target === undefined) return isTest(path) ? undefined : whyNotPackage(area, specifier);
  if (isTest(target) && !mayUseFixtures(path)) return 'only tests may import tests and their fixtures';
  const targetArea = areaOf(target, rules.areas);
  if (targetArea === area) return undefined;
  const layer = rules.testRules.find((rule) => isTest(path) && path.startsWith(`${rule.layer}/`));
  const may = [...area.may, ...(layer?.may ?? [])];
  if (targetArea !== undefined && may.some((pattern) => matches(pattern, targetArea.folder)))
    return undefined;
  return `${area.folder} may import only ${may.length === 0 ? 'itself' : may.join(', ')}`;
}

function whyNotPackage(area: Area, specifier: string): string | undefined {
  const name = packageName(specifier);
  if (isAllowed(name, area.packages)) return undefined;
  return `${area.folder} may not import ${name === 'node:' ? "Node's own modules" : `the package ${name}`}`;
}

function isAllowed(name: string, packages: Packages): boolean {
  return 'only' in packages ? packages.only.includes(name) : !packages.allBut.includes(name);
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function areaOf(path: string, areas: readonly Area[]): Area | undefined {
  return areas
    .filter(({ folder, isFlat }) => (isFlat ? dirname(path) === folder : path.startsWith(`${folder}/`)))
    .reduce<Area | undefined>(
      (best, each) => (best && best.folder.length > each.folder.length ? best : each),
      undefined,
    );
}

function matches(pattern: string, folder: string): boolean {
  return pattern.endsWith('/*') ? folder.startsWith(pattern.slice(0, -1)) : pattern === folder;
}

/** End-to-end specs are tests by their folder. */
function mayUseFixtures(path: string): boolean {
  return isTest(path) || path.startsWith('e2e/');
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\//.test(path);
}
