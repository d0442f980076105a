/** The scheme that the page is served from: no file of the disk and no web site has its origin. */
export const scheme = 'app';

export const pageUrl = `${scheme}://topicscope/index.html`;
const origin = `${scheme}://topicscope`;

/** Whether a frame with this address is our page. */
export function isOurs(url: string | undefined): boolean {
  // The origin of a scheme that Node does not know is "null", so the text is compared.
  return url !== undefined && (url === origin || url.startsWith(`${origin}/`));
}
