import { ProtocolError } from './protocol-error.ts';
import type { Reader } from './reader.ts';
import type { TopicProblem } from './topic.ts';
import { checkTopicFilter, checkTopicName } from './topic.ts';
import { utf8Length } from './utf8.ts';

const topicFilterInvalid = 0x8f;
const topicNameInvalid = 0x90;

/** Reads a text that must be a topic name (clause 4.7). */
export function readTopicName(reader: Reader, name: string, clause: string): string {
  const start = reader.position;
  const text = reader.text(name, clause);
  const problem = checkTopicName(text);
  if (problem !== undefined)
    throw topicError(topicNameInvalid, nameClause(reader, problem), problem, text, start);
  return text;
}

/** Reads a text that must be a topic filter (clause 4.7; in 5.0 also 4.8.2). */
export function readTopicFilter(reader: Reader, clause: string): string {
  const start = reader.position;
  const text = reader.text('Topic Filter', clause);
  const problem = checkTopicFilter(text, reader.version);
  if (problem !== undefined)
    throw topicError(topicFilterInvalid, filterClause(reader, problem), problem, text, start);
  return text;
}

/** The error of a topic that was read from `start`, its offset at the byte of the wrong character. */
export function topicError(
  reasonCode: number,
  clause: string,
  problem: TopicProblem,
  text: string,
  start: number,
): ProtocolError {
  const offset = start + 2 + utf8Length(text.slice(0, problem.position));
  return new ProtocolError(reasonCode, clause, problem.message, offset);
}

/** `topic.ts` speaks of the statements of 5.0; 3.1.1 numbers some of them otherwise. */
function nameClause(reader: Reader, problem: TopicProblem): string {
  return problem.clause === 'MQTT-4.7.0-1' ? reader.clause('MQTT-4.7.1-1', problem.clause) : problem.clause;
}

function filterClause(reader: Reader, problem: TopicProblem): string {
  if (problem.clause === 'MQTT-4.7.1-1') return reader.clause('MQTT-4.7.1-2', problem.clause);
  if (problem.clause === 'MQTT-4.7.1-2') return reader.clause('MQTT-4.7.1-3', problem.clause);
  return problem.clause;
}
