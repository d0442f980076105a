import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { Source, SourceState } from '../../app/contract/areas/sources.ts';
import type { ProfileStore } from '../connection/profile-store.ts';
import type { History } from '../history/history.ts';
import type { BrokerHost } from './broker/broker-host.ts';
import type { ConnectionBook } from './connection-book.ts';
import type { RecordingBook } from './recordings/recording-book.ts';

/** The source of the embedded broker. */
export const brokerSource = 'broker' as SourceId;

/** What sources are made of. */
export interface SourceListParts {
  readonly broker: BrokerHost;
  readonly connections: ConnectionBook;
  readonly profiles: ProfileStore;
  readonly history: History;
  readonly recordings: RecordingBook;
}

/** All sources, the embedded broker first, as soon as it has anything to show. */
export function sourceList(parts: SourceListParts): Source[] {
  const { broker, history, profiles, connections, recordings } = parts;
  const hasBroker = broker.state.kind !== 'stopped' || history.sink(brokerSource).firstSequence > 1;
  const ofProfiles = profiles.list().map(({ profile }) => ({
    id: profile.id,
    kind: 'connection' as const,
    name: profile.name,
    detail: detailOf(profile),
    state: connections.find(profile.id)?.state() ?? ({ kind: 'idle' } as const),
    production: profile.production,
  }));
  const ofRecordings = recordings.list().map(({ id, name }) => ({
    id,
    kind: 'recording' as const,
    name,
    detail: '',
    state: { kind: 'idle' } as const,
    production: false,
  }));
  return [...(hasBroker ? [brokerOf(parts)] : []), ...ofProfiles, ...ofRecordings];
}

function brokerOf({ broker }: SourceListParts): Source {
  return {
    id: brokerSource,
    kind: 'broker',
    name: 'Local broker',
    detail: broker.port === undefined ? '' : `:${broker.port}`,
    state: brokerState(broker),
    production: false,
  };
}

function brokerState(broker: BrokerHost): SourceState {
  switch (broker.state.kind) {
    case 'stopped':
      return { kind: 'idle' };
    case 'starting':
      return { kind: 'connecting', attempt: 1 };
    case 'running':
      return { kind: 'connected', since: broker.since };
    case 'failed':
      return { kind: 'failed', why: broker.state.why, at: broker.since };
  }
}

function detailOf(profile: Profile): string {
  return profile.transport === 'tcp' ? `:${profile.port}` : profile.transport;
}
