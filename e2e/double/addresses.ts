/**
 * Chromium knows no scheme of ours, so what the app calls `app://topicscope/…` is `http://topicscope.app.localhost/…`
 * there: a secure origin too, and one that is answered here and never reaches a network.
 */
export function toBrowser(url: string, schemes: ReadonlySet<string>): string {
  const [, scheme = '', host = '', rest = ''] = /^(\w+):\/\/([\w.-]+)(.*)$/.exec(url) ?? [];
  return schemes.has(scheme) ? `http://${host}.${scheme}.localhost${rest}` : url;
}

export function fromBrowser(url: string): string {
  return url.replace(/^http:\/\/([\w-]+)\.(\w+)\.localhost(?=\/|$)/, '$2://$1');
}
