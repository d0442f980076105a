import '../../zod-without-eval.ts';
import { z } from 'zod';

export const listenerTransport = z.enum(['tcp', 'tls', 'ws', 'wss']);
export type ListenerTransport = z.infer<typeof listenerTransport>;

/** A file on the machine of the broker. */
const file = z.string().min(1).max(4096);

/** A certificate with those that vouch for it, and its key without a passphrase; both PEM. */
const certificateFiles = z.strictObject({
  from: z.literal('files'),
  certificateFile: file,
  keyFile: file,
});

/** A certificate for clients that ask for this name: `broker.example`, or `*.example` for every name one level below. */
const serverName = z.strictObject({
  name: z
    .string()
    .max(255)
    .regex(/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i, 'expected a name such as broker.example or *.example'),
  certificateFile: file,
  keyFile: file,
});

const listenerTls = z
  .strictObject({
    /** `own`: issued by the CA that the app made for itself, for every name and address of this machine. */
    certificate: z
      .discriminatedUnion('from', [z.strictObject({ from: z.literal('own') }), certificateFiles])
      .default({ from: 'own' }),
    serverNames: z.array(serverName).max(50).default([]),
    /** `asked`: a client may show a certificate, and one that does not verify is refused. */
    clientCertificates: z.enum(['none', 'asked', 'required']).default('none'),
    /** Whether certificates that the app's own CA issued to clients are believed. */
    trustOwn: z.boolean().default(true),
    /** CAs, PEM, whose client certificates are believed as well. */
    caFile: file.optional(),
  })
  .refine((tls) => tls.clientCertificates === 'none' || tls.trustOwn || tls.caFile !== undefined, {
    path: ['caFile'],
    message: 'expected a file of CAs, as client certificates are asked for and the own CA is not trusted',
  });
export type ListenerTls = z.infer<typeof listenerTls>;

export const listenerName = z
  .string()
  .min(1)
  .max(64)
  // Names go into logs and rules.
  .regex(/^[^\p{Cc}]+$/u, 'expected a name without control characters');

/** Where clients may connect to the embedded broker, and how. */
export const listener = z.strictObject({
  /** Names it in rules and on screen; unique in one broker. Its transport unless it is given one. */
  name: listenerName.optional(),
  transport: listenerTransport,
  /**
   * `127.0.0.1` or `::1` for this machine alone, `localhost` for both; `0.0.0.0` lets the network in, `::` by IPv4
   * and IPv6.
   */
  host: z.string().min(1).max(255).default('127.0.0.1'),
  /** 0 takes any that is free. */
  port: z.number().int().min(0).max(65_535),
  /** Of WebSocket: web pages that may connect, `https://host:port`. Programs that are no browser always may. */
  allowedOrigins: z.array(z.string().max(255)).max(50).default([]),
  /** Of `tls` and `wss`. */
  tls: listenerTls.prefault({}),
});
export type Listener = z.infer<typeof listener>;
/** What has a default may be left out. */
export type ListenerOptions = z.input<typeof listener>;

/** Several of one broker; those without a name get one: `tcp`, `tcp 2`. */
export const listeners = z
  .array(listener)
  .max(64)
  .superRefine((all, context) => {
    const names = new Set<string>();
    for (const [index, { name }] of all.entries()) {
      if (name === undefined) continue;
      if (names.has(name))
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: 'another listener has this name',
        });
      names.add(name);
    }
  });

/** The name of a listener among others: its own, else its transport with a number where that is taken. */
export function nameFor(transport: ListenerTransport, taken: ReadonlySet<string>): string {
  if (!taken.has(transport)) return transport;
  let number = 2;
  while (taken.has(`${transport} ${number}`)) number += 1;
  return `${transport} ${number}`;
}

/** All of one broker with their names; one that was given none takes none that another was given, wherever that stands. */
export function withNames(all: readonly ListenerOptions[]): readonly ListenerOptions[] {
  const taken = new Set(all.flatMap(({ name }) => name ?? []));
  return all.map((one) => {
    const name = one.name ?? nameFor(one.transport, taken);
    taken.add(name);
    return { ...one, name };
  });
}
