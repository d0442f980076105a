/** What `--help` prints. */
export const brokerUsage = `npm run --silent broker -- [options]

  --port N       TCP port, 0 takes a free one; 1883 where nothing says where to listen
  --ws-port N    WebSocket port, 0 takes a free one
  --host ADDRESS where those two listen; 127.0.0.1, this machine only
  --config FILE  listeners, limits, users, rules and faults as JSON: docs/broker-config.md
  --data DIR     keeps sessions, retained messages, users, rules and the own CA

Instead of listening, with --data DIR (docs/access.md):
  --set-password USER                sets the password that is read from the standard input
  --import-mosquitto-passwords FILE  takes over the users of a password file
  --import-mosquitto-acl FILE        takes over the rules of an ACL file
`;
