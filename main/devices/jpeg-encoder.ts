import type { HuffmanTable } from './jpeg-tables.ts';
import { acTable, dcTable, huffmanCodes, quantization, zigzag } from './jpeg-tables.ts';

/** A grey picture, one byte a pixel, row by row. Both sides are multiples of 8. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

type Codes = ReturnType<typeof huffmanCodes>;

/** Baseline JPEG (ITU-T T.81), grey, quality 50: all that a small camera needs. */
export class JpegEncoder {
  readonly #dc = huffmanCodes(dcTable);
  readonly #ac = huffmanCodes(acTable);
  readonly #cosines = Array.from({ length: 64 }, (_, index) => {
    const frequency = Math.floor(index / 8);
    const scale = frequency === 0 ? Math.SQRT1_2 / 2 : 1 / 2;
    return scale * Math.cos(((2 * (index % 8) + 1) * frequency * Math.PI) / 16);
  });

  encode(image: GreyImage): Buffer {
    const bits = new BitWriter();
    let previous = 0;
    for (let y = 0; y < image.height; y += 8) {
      for (let x = 0; x < image.width; x += 8) {
        const coefficients = this.#transform(block(image, x, y));
        this.#writeBlock(bits, coefficients, previous);
        previous = coefficients[0] ?? 0;
      }
    }
    return Buffer.concat([header(image), bits.end(), Buffer.from([0xff, 0xd9])]);
  }

  /** The discrete cosine transform, first of the rows and then of the columns, rounded to the table's steps. */
  #transform(samples: readonly number[]): number[] {
    const rows = this.#transformRows(samples);
    const both = this.#transformRows(transpose(rows));
    const inPlace = transpose(both);
    return zigzag.map((place) => Math.round((inPlace[place] ?? 0) / (quantization[place] ?? 1)));
  }

  #transformRows(samples: readonly number[]): number[] {
    return samples.map((_, index) => {
      const row = index - (index % 8);
      let sum = 0;
      for (let at = 0; at < 8; at += 1) {
        sum += (samples[row + at] ?? 0) * (this.#cosines[(index % 8) * 8 + at] ?? 0);
      }
      return sum;
    });
  }

  #writeBlock(bits: BitWriter, coefficients: readonly number[], previous: number): void {
    const difference = (coefficients[0] ?? 0) - previous;
    writeCode(bits, this.#dc, sizeOf(difference));
    writeAmplitude(bits, difference);
    let zeros = 0;
    for (const value of coefficients.slice(1)) {
      if (value === 0) {
        zeros += 1;
        continue;
      }
      for (; zeros > 15; zeros -= 16) writeCode(bits, this.#ac, 0xf0);
      writeCode(bits, this.#ac, zeros * 16 + sizeOf(value));
      writeAmplitude(bits, value);
      zeros = 0;
    }
    if (zeros > 0) writeCode(bits, this.#ac, 0);
  }
}

/** Bits to bytes; a byte of ones is followed by a zero (clause F.1.2.3). */
class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      this.#pending = this.#pending * 2 + ((value >> bit) & 1);
      this.#count += 1;
      if (this.#count === 8) this.#flush();
    }
  }

  end(): Buffer {
    while (this.#count > 0) this.write(1, 1);
    return Buffer.from(this.#bytes);
  }

  #flush(): void {
    this.#bytes.push(this.#pending);
    if (this.#pending === 0xff) this.#bytes.push(0);
    this.#pending = 0;
    this.#count = 0;
  }
}

function block(image: GreyImage, x: number, y: number): number[] {
  return Array.from({ length: 64 }, (_, index) => {
    const at = (y + Math.floor(index / 8)) * image.width + x + (index % 8);
    return (image.pixels[at] ?? 0) - 128;
  });
}

function transpose(values: readonly number[]): number[] {
  return values.map((_, index) => values[(index % 8) * 8 + Math.floor(index / 8)] ?? 0);
}

function writeCode(bits: BitWriter, codes: Codes, value: number): void {
  const [code, length] = codes.get(value) ?? [0, 0];
  bits.write(code, length);
}

/** Negative numbers as their complement (clause F.1.2.1). */
function writeAmplitude(bits: BitWriter, value: number): void {
  const size = sizeOf(value);
  bits.write(value < 0 ? value + 2 ** size - 1 : value, size);
}

function sizeOf(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
}

function header(image: GreyImage): Buffer {
  const { width, height } = image;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...zigzag.map((place) => quantization[place] ?? 1)]),
    segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    segment(0xc4, huffmanSegment(0x00, dcTable)),
    segment(0xc4, huffmanSegment(0x10, acTable)),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
  ]);
}

function huffmanSegment(id: number, table: HuffmanTable): number[] {
  return [id, ...table.lengths, ...table.values];
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...content]);
}
