import { count, some } from '../counts.ts';

export const filterTexts = {
  label: 'Filter topics and messages',
  placeholder: 'Filter: text, plant/+/press/#, $.temp>70',
  clear: 'Clear the filter',
  conditions: 'Conditions of the filter',
  edit: (condition: string) => `Edit the condition ${condition}`,
  remove: (condition: string) => `Remove the condition ${condition}`,
  byLast: 'Topics by their last message',
  byLastHint:
    'The tree holds conditions on a message against the last one of each topic, and of its payload against the first 96 bytes. The history holds them against every message.',
  notInTree: 'Client, DUP and direction narrow the history only',
  notInTreeHint: 'The tree does not know them of a topic, and shows every topic they may be true of.',
  untilNotInTree: 'The end of a time narrows the history only',
  untilNotInTreeHint:
    'A topic that went on after that time may have messages before it: of a range the tree looks at the beginning.',
  suggestions: 'Topics seen',
  byTopic: 'Filter by this topic',
  byClient: 'Filter by this client',
  byPayload: 'Filter by this payload',
  search: {
    found: (rows: number) => some(rows, 'message matches', 'messages match'),
    progress: 'Search in older messages',
    stopHint: 'Keep what was found and look at no older messages',
  },
  nothing: {
    title: 'No message matches the filter.',
    stopped: (records: number, of: number) =>
      `The search was stopped: it looked at ${count(records)} of ${some(of, 'record', 'records')}.`,
    times: 'It keeps to a time: take that condition away to look at all of it.',
    topic: 'Only what is selected in the tree is looked at.',
    capitals: 'Text with capital letters is found only as it is written.',
    wrong: 'The filter cannot be used.',
  },
  strip: {
    label: 'Time strip',
    from: 'From',
    to: 'To',
    hint: 'Drag to keep to a time; double click or Escape lets all times through',
    open: 'no bound',
    at: (time: string, messages: number) => `${time}, ${some(messages, 'message', 'messages')} in the range`,
    summary: (messages: number, from: string, to: string) =>
      `${some(messages, 'message', 'messages')} from ${from} to ${to}`,
    matches: (messages: number) => `, ${some(messages, 'matches', 'match')}`,
  },
} as const;
