import protobuf from 'protobufjs/light.js';

/** The datatypes of the Sparkplug B specification that the demo uses. */
export const datatype = { int32: 3, int64: 4, uint64: 8, double: 10, boolean: 11, string: 12 } as const;

export interface Metric {
  /** In a birth only; later the alias stands for it. */
  readonly name?: string;
  readonly alias?: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly datatype: number;
  readonly value: number | boolean | string;
}

/** The messages of Sparkplug B 3.0 (clause 6.4), as far as the demo needs them. */
const root = protobuf.Root.fromJSON({
  nested: {
    Metric: {
      oneofs: {
        value: {
          oneof: ['intValue', 'longValue', 'floatValue', 'doubleValue', 'booleanValue', 'stringValue'],
        },
      },
      fields: {
        name: { type: 'string', id: 1 },
        alias: { type: 'uint64', id: 2 },
        timestamp: { type: 'uint64', id: 3 },
        datatype: { type: 'uint32', id: 4 },
        intValue: { type: 'uint32', id: 10 },
        longValue: { type: 'uint64', id: 11 },
        floatValue: { type: 'float', id: 12 },
        doubleValue: { type: 'double', id: 13 },
        booleanValue: { type: 'bool', id: 14 },
        stringValue: { type: 'string', id: 15 },
      },
    },
    Payload: {
      fields: {
        timestamp: { type: 'uint64', id: 1 },
        metrics: { rule: 'repeated', type: 'Metric', id: 2 },
        seq: { type: 'uint64', id: 3 },
      },
    },
  },
});
const payloadType = root.lookupType('Payload');

/** `sequence` is absent in NDEATH and in commands. */
export function encodePayload(timestamp: number, metrics: readonly Metric[], sequence?: number): Buffer {
  const message = {
    timestamp,
    metrics: metrics.map(({ value, ...rest }) => ({ ...rest, ...valueField(rest.datatype, value) })),
    ...(sequence === undefined ? {} : { seq: sequence }),
  };
  return Buffer.from(payloadType.encode(payloadType.create(message)).finish());
}

/** The names of the metrics that are true: enough to read a command. Empty for what is no payload. */
export function trueMetrics(payload: Uint8Array): string[] {
  try {
    const decoded: unknown = payloadType.toObject(payloadType.decode(payload), { arrays: true });
    if (typeof decoded !== 'object' || decoded === null || !('metrics' in decoded)) return [];
    const { metrics } = decoded;
    return Array.isArray(metrics) ? metrics.flatMap((metric: unknown) => nameIfTrue(metric)) : [];
  } catch {
    // Anybody may publish anything there; a node ignores what it cannot read.
    return [];
  }
}

function nameIfTrue(metric: unknown): string[] {
  if (typeof metric !== 'object' || metric === null) return [];
  if (!('name' in metric) || !('booleanValue' in metric) || metric.booleanValue !== true) return [];
  return typeof metric.name === 'string' ? [metric.name] : [];
}

function valueField(type: number, value: Metric['value']): object {
  switch (type) {
    case datatype.boolean:
      return { booleanValue: value };
    case datatype.string:
      return { stringValue: value };
    case datatype.double:
      return { doubleValue: value };
    case datatype.int32:
      return { intValue: value };
    default:
      return { longValue: value };
  }
}
