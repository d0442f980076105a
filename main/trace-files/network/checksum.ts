/** The sum of RFC 1071 over some runs of bytes, each of even length but the last. */
export function checksum(...runs: readonly Uint8Array[]): number {
  let sum = 0;
  for (const run of runs) {
    for (let index = 0; index + 1 < run.byteLength; index += 2) {
      sum += ((run[index] ?? 0) << 8) | (run[index + 1] ?? 0);
    }
    if (run.byteLength % 2 === 1) sum += (run[run.byteLength - 1] ?? 0) << 8;
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}
