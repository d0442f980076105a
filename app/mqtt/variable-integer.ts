/** A variable byte integer, in the fewest bytes [MQTT-1.5.5-1]. `value` is whole and not negative. */
export function variableInteger(value: number): readonly number[] {
  const digits: number[] = [];
  let left = value;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    digits.push(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  return digits;
}
