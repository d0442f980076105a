/** Whether a topic is the broker's own to publish to. */
export function isInternalTopic(topic: string): boolean {
  // The first character decides for nearly all of them.
  return topic.charCodeAt(0) === 0x24 && (topic.startsWith('$SYS/') || topic === '$SYS');
}
