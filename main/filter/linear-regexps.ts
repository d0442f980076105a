import { setFlagsFromString } from 'node:v8';

/** Steps back that V8's usual engine may take in one text before the linear one begins it anew. */
const stepsBack = 50_000;

/**
 * From now on V8 runs an expression that goes back too often with its linear engine instead, where that knows all that is
 * in it (`app/filter/regexp-cost.ts`). Measured on Node 24: /(a+)+$/ on 40 times "a" takes 1 ms instead of minutes. False
 * where the host has frozen V8's flags. For the whole process; to be called before an expression is compiled.
 */
export function makeRegexpsLinear(): boolean {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  setFlagsFromString(`--regexp-backtracks-before-fallback=${stepsBack}`);
  // The flag `l` is known only while this is on: so it shows whether flags have an effect here. It stays on: an expression
  // with that flag is compiled when it is run first, and V8 ends the process if it is off by then.
  setFlagsFromString('--enable-experimental-regexp-engine');
  return isExpression('a', 'l');
}

function isExpression(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags).source === source;
  } catch {
    return false;
  }
}
