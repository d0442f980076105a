/** What `--help` prints. */
export const webUsage = `npm run --silent web -- [options]

  --port N        port of the page, 0 takes a free one
  --host ADDRESS  where it listens; 127.0.0.1, this machine only
  --data DIR      one folder for settings and history
  --no-open       prints the URL and opens no browser

Exit code: 0 done, 2 it cannot start, or not everything could be stored at the end; why is on standard error.
`;
