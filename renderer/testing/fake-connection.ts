import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import { newProfile, newSubscription } from '../state/new-profile.ts';

/** The profile of a pretended source. */
export function fakeProfile(source: Source): Profile {
  return {
    ...newProfile(source.id),
    name: source.name,
    transport: 'tls',
    host: `${source.name}.example`,
    port: 8883,
    username: 'ada',
    subscriptions: [newSubscription('#'), newSubscription('$SYS/#')],
    production: source.production,
  };
}

/** A connection that was reached over TLS, or whose socket was refused. */
export function fakeConnection(source: Source, now: number): ConnectionDetail {
  const isUp = source.state.kind === 'connected';
  const at = now - 3e6;
  const steps: ConnectionDetail['steps'] = [
    { step: 'name', outcome: 'done', detail: `${source.name}.example`, startedAt: at, tookMs: 1.2 },
    { step: 'address', outcome: 'done', detail: '10.0.7.4, fe80::4', startedAt: at, tookMs: 14 },
    isUp
      ? { step: 'tcp', outcome: 'done', detail: '10.0.7.4:8883', startedAt: at, tookMs: 2.4 }
      : {
          step: 'tcp',
          outcome: 'failed',
          detail: '10.0.7.4:8883 refused the connection: nobody listens there.',
          advice: 'Check the port, and that the broker runs.',
          startedAt: at,
          tookMs: 3,
        },
  ];
  if (!isUp) return { ...none(source), steps };
  return {
    ...none(source),
    steps: [
      ...steps,
      { step: 'tls', outcome: 'done', detail: 'TLSv1.3, TLS_AES_256_GCM_SHA384', startedAt: at, tookMs: 9 },
      { step: 'connect', outcome: 'done', detail: '0x00 Success', startedAt: at, tookMs: 4 },
      { step: 'subscribe', outcome: 'done', detail: '2 filters', startedAt: at, tookMs: 4 },
    ],
    certificates: [
      {
        subject: 'CN=plant-gateway.example',
        issuer: 'CN=Plant CA',
        validFrom: '2026-01-01',
        validTo: '2027-01-01',
        fingerprint256: Array.from({ length: 32 }, (_, index) => (index * 7).toString(16)).join(':'),
        names: 'DNS:plant-gateway.example',
      },
    ],
    connack: {
      reason: { code: 0, name: 'Success' },
      sessionPresent: false,
      values: [
        { name: 'Keep Alive', asked: '60 s', granted: '30 s' },
        { name: 'Receive Maximum', asked: '65,535', granted: '20' },
        { name: 'Client Identifier', asked: '(none)', granted: 'auto-1f3a' },
      ],
      userProperties: [['region', '<b>eu</b>']],
    },
    subscriptions: [
      {
        asked: newSubscription('#'),
        granted: { kind: 'granted', reason: { code: 0, name: 'Granted QoS 0' }, at },
      },
      {
        asked: newSubscription('$SYS/#'),
        granted: {
          kind: 'refused',
          reason: { code: 0x87, name: 'Not authorized', cause: 'The access rules do not let this client.' },
          at,
        },
      },
    ],
  };
}

function none(source: Source): ConnectionDetail {
  return {
    state: source.state,
    steps: [],
    certificates: [],
    connack: undefined,
    subscriptions: [],
    attempts: [
      { at: 1, outcome: 'refused' },
      { at: 2, outcome: 'connected' },
    ],
  };
}
