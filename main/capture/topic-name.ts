/** A topic that comes again and again: who has read it as text leaves it there for the next one who needs it. */
export interface TopicName {
  text: string | undefined;
}
