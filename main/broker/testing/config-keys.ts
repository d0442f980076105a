import { z } from 'zod';
import { defaultTuning } from '../../../app/contract/areas/broker/tuning.ts';
import { brokerConfig } from '../config/broker-config.ts';

/** A part of a JSON schema, as far as it is looked at. */
interface Node {
  readonly type?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly $ref?: string;
}

interface ConfigKey {
  /** `listeners[].port` */
  readonly path: string;
  readonly type: string;
  readonly standard: string;
}

const unbounded = Number.MAX_SAFE_INTEGER;

/** Every key of the broker's configuration file, as its schema says. */
export function configKeys(): readonly ConfigKey[] {
  const schema: Node = JSON.parse(
    JSON.stringify(z.toJSONSchema(brokerConfig, { io: 'input', unrepresentable: 'any' })),
  );
  const keys = new Map<string, ConfigKey>();
  collect(schema, '', keys);
  const layer = Object.keys(defaultTuning);
  return [...keys.values()].filter(({ path }) => !isLayerAgain(path, layer));
}

/** The keys of one part as a table. */
export function tableOf(part: string): string {
  const rows = configKeys().filter(({ path }) => path === part || /^[.[]/.test(path.slice(part.length)));
  const own = rows.filter(({ path }) => path.startsWith(part));
  const lines = own.map(({ path, type, standard }) => `| \`${path}\` | ${type} | ${standard} |`);
  return ['| key | value | default |', '| --- | --- | --- |', ...lines].join('\n');
}

function collect(node: Node, path: string, keys: Map<string, ConfigKey>): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const childPath = path === '' ? name : `${path}.${name}`;
    const isDeep = isObject(child) || isObject(child.items ?? {});
    const key = { path: childPath, type: typeText(child), standard: defaultText(childPath, child) };
    if (!isDeep || child.default === undefined) keys.set(childPath, merged(keys.get(childPath), key));
    collect(child, childPath, keys);
    if (child.items !== undefined) collect(child.items, `${childPath}[]`, keys);
  }
  if (typeof node.additionalProperties === 'object')
    collect(node.additionalProperties, `${path}.<name>`, keys);
  for (const variant of [...(node.oneOf ?? []), ...(node.anyOf ?? [])]) collect(variant, path, keys);
}

/** Variants of one object may have a key in common. */
function merged(earlier: ConfigKey | undefined, key: ConfigKey): ConfigKey {
  if (earlier === undefined || earlier.type === key.type) return earlier ?? key;
  return { ...earlier, type: `${earlier.type} or ${key.type}` };
}

/** Listeners and clients are tuned by the same fields as the broker, listed once. */
function isLayerAgain(path: string, layer: readonly string[]): boolean {
  if (!/^tuning\.(listeners|clients)/.test(path)) return false;
  return layer.some((key) => path.split('.').some((part) => part.replace('[]', '') === key));
}

function isObject(node: Node): boolean {
  return node.properties !== undefined || node.oneOf?.some(isObject) === true;
}

function typeText(node: Node): string {
  const variants = node.anyOf ?? node.oneOf;
  if (variants !== undefined) return [...new Set(variants.map(typeText))].join(' or ');
  if (node.enum !== undefined) return node.enum.map((value) => code(value)).join(', ');
  if (node.const !== undefined) return code(node.const);
  if (node.type === 'integer' || node.type === 'number') return numberText(node);
  if (node.type === 'array') return 'list';
  if (node.type === 'boolean') return 'true or false';
  return node.type === 'string' ? 'text' : (node.type ?? 'object');
}

function numberText({ minimum, maximum }: Node): string {
  if (minimum === undefined || minimum <= -unbounded) return 'number';
  return maximum === undefined || maximum >= unbounded ? `from ${minimum}` : `${minimum} to ${maximum}`;
}

function defaultText(path: string, node: Node): string {
  const field = /^tuning\.broker\.(\w+)$/.exec(path)?.[1];
  const standard = field === undefined ? node.default : Reflect.get(defaultTuning, field);
  return standard === undefined ? '' : code(standard);
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
