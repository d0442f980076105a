/**
 * Every text of the interface, by area. A second language is a second such file of the same shape, held to it by
 * `satisfies Texts`. Short, plain, in the standard's words; a text with a number in it is a function.
 */
import { accessTexts } from './en/access.ts';
import { arrivalsTexts } from './en/arrivals.ts';
import { brokerTexts } from './en/broker.ts';
import { brokerSettingsTexts } from './en/broker-settings.ts';
import { composeTexts } from './en/compose.ts';
import { connectTexts } from './en/connect.ts';
import { exploreTexts } from './en/explore.ts';
import { exportTexts } from './en/exports.ts';
import { faultTexts } from './en/faults.ts';
import { filesTexts } from './en/files.ts';
import { filterTexts } from './en/filter.ts';
import { findingsTexts } from './en/findings.ts';
import { inspectTexts } from './en/inspect.ts';
import { labTexts } from './en/lab.ts';
import { listenersTexts } from './en/listeners.ts';
import { settingsTexts } from './en/settings.ts';
import { shellTexts } from './en/shell.ts';
import { startTexts } from './en/start.ts';
import { traceTexts } from './en/trace.ts';

export const texts = {
  shell: shellTexts,
  explore: exploreTexts,
  filter: filterTexts,
  arrivals: arrivalsTexts,
  trace: traceTexts,
  findings: findingsTexts,
  lab: labTexts,
  exports: exportTexts,
  inspect: inspectTexts,
  compose: composeTexts,
  connect: connectTexts,
  broker: brokerTexts,
  brokerSettings: brokerSettingsTexts,
  listeners: listenersTexts,
  faults: faultTexts,
  files: filesTexts,
  access: accessTexts,
  settings: settingsTexts,
  start: startTexts,
} as const;

export type Texts = typeof texts;
