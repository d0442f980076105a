export const startTexts = {
  label: 'Start',
  title: 'See what crosses the wire',
  intro: 'Nothing is connected yet. Begin with one of these.',
  demo: {
    title: 'Start the local broker with demo devices',
    text: 'An MQTT broker inside the app, and devices that publish on it: a plant, a smart home, a Sparkplug B node, a camera.',
    action: 'Start',
    busy: 'Starting…',
    note: 'Listens on this machine only.',
  },
  connect: {
    title: 'Connect to a broker by its URL',
    url: 'URL of the broker',
    placeholder: 'mqtt://host:1883',
    text: 'mqtt, mqtts, ws or wss; with a user and a password if need be.',
    everything: 'Subscribe to everything: #',
    action: 'Connect',
    busy: 'Connecting…',
    more: 'All settings…',
  },
  empty: {
    title: 'Let your own devices come',
    text: 'The local broker without demo devices. Choose its ports, and whether other machines reach it.',
    action: 'Set up the broker…',
  },
  commands: {
    group: 'Broker',
    demo: 'Start the local broker with demo devices',
  },
} as const;
