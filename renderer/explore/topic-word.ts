/** A topic that is being typed at the end of a filter. */
interface TopicWord {
  /** Where the condition begins in the text. */
  readonly from: number;
  /** The topic so far. */
  readonly topic: string;
}

/** The last word, after "topic:" or not. What ends a word is said in `app/filter/tokens.ts`. */
const lastWord = /(?:^|[\s(])-?((topic:)?([^\s()"<>=~:+#]*))$/;

/** Undefined where the end of the text is something else: a word is a topic when it has a level, or is said to be one. */
export function topicWord(typed: string): TopicWord | undefined {
  const [, condition = '', field, topic = ''] = lastWord.exec(typed) ?? [];
  const isPath = topic.startsWith('$.') || topic.startsWith('$[');
  if (topic === '' || isPath || (field === undefined && !topic.includes('/'))) return undefined;
  return { from: typed.length - condition.length, topic };
}
