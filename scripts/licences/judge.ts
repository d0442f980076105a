import type { Licence } from './bundled-licences.ts';

/** Licences that let us ship a package inside ours with no more than its text beside it. */
const permissive = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'OFL-1.1']);

/** What is wrong with the licences of the packages that ship, one sentence each. */
export function judge(licences: readonly Licence[]): readonly string[] {
  return licences.flatMap((licence) => {
    const name = `${licence.name} ${licence.version}`;
    if (!isPermissive(licence.licence)) return [`${name}: its licence is "${licence.licence}"`];
    return licence.text.trim() === '' ? [`${name}: its package has no licence text`] : [];
  });
}

/** Of alternatives one must do, of a conjunction each: `(MIT OR GPL-3.0)` passes, `MIT AND GPL-3.0` does not. */
function isPermissive(expression: string): boolean {
  const alternatives = expression.replaceAll(/[()]/g, '').split(' OR ');
  return alternatives.some((each) => each.split(' AND ').every((name) => permissive.has(name.trim())));
}
