import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** One request and its answer as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly requestHeaders: Headers;
  readonly requestBody: unknown;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Makes a fetch that talks to real sockets and keeps a copy of what was said; a request without an answer is not kept. */
export function recordingFetch(): { readonly fetch: typeof fetch; readonly exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const recording: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const sent = await request.clone().text();
    const response = await fetch(request);
    const got = await response.clone().text();
    exchanges.push({
      method: request.method,
      url: new URL(request.url),
      requestHeaders: request.headers,
      requestBody: sent === '' ? undefined : JSON.parse(sent),
      status: response.status,
      headers: response.headers,
      body: response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(got) : got,
    });
    return response;
  };
  return { fetch: recording, exchanges };
}

type Node = Readonly<Record<string, unknown>>;

const ROOT = 'https://contract.invalid/platform-api';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** The contract as written. */
export const platformApi: Node = parse(readFileSync('docs/platform-api.yaml', 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date', (text) => DAY.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('date-time', (text) => MOMENT.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addSchema({ ...platformApi, $id: ROOT }, ROOT, false, false);

const compiled = new Map<string, ValidateFunction>();

/** Compiles the schema at a place in the contract, given as path segments. */
export function schemaAt(...place: readonly string[]): ValidateFunction {
  const pointer = place
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `${ROOT}#/${pointer}` });
  compiled.set(pointer, validate);
  return validate;
}

/** Says where an answer does not fit the contract; empty when it does. */
export function answerProblems(exchange: Exchange): string[] {
  const found = operationOf(exchange);
  if (!found) return [`no operation for ${exchange.method} ${exchange.url.pathname}`];
  const responses = nodeAt(found.place, 'responses');
  const status = [`${exchange.status}`, `${Math.trunc(exchange.status / 100)}XX`].find(
    (each) => each in responses,
  );
  if (!status) return [`status ${exchange.status} is not in the contract`];
  const response = resolved([...found.place, 'responses', status]);
  const problems = problemsOf(
    schemaAt(...response, 'content', 'application/json', 'schema'),
    exchange.body,
    'answer',
  );
  for (const [name, header] of Object.entries(childOf(response, 'headers'))) {
    const value = exchange.headers.get(name);
    if (value === null && asNode(header)['required'] === true) problems.push(`header ${name} is missing`);
    if (value !== null)
      problems.push(...problemsOf(schemaAt(...response, 'headers', name, 'schema'), value, name));
  }
  return problems;
}

/** Says where a request does not fit the contract; empty when it does. */
export function requestProblems(exchange: Exchange): string[] {
  const found = operationOf(exchange);
  if (!found) return [`no operation for ${exchange.method} ${exchange.url.pathname}`];
  const problems = parameterProblems(exchange, found);
  const body = childOf(found.place, 'requestBody');
  if ('content' in body) {
    const type = exchange.requestHeaders.get('content-type');
    if (type !== 'application/json') problems.push(`content type ${type}`);
    const schema = schemaAt(...found.place, 'requestBody', 'content', 'application/json', 'schema');
    problems.push(...problemsOf(schema, exchange.requestBody, 'body'));
  } else if (exchange.requestBody !== undefined) problems.push('a body where none belongs');
  if (!/^Bearer \S+$/.test(exchange.requestHeaders.get('authorization') ?? ''))
    problems.push('no bearer token');
  return problems;
}

interface Operation {
  readonly place: readonly string[];
  readonly path: Readonly<Record<string, string>>;
}

function operationOf({ method, url }: Exchange): Operation | null {
  for (const template of Object.keys(nodeAt([], 'paths'))) {
    const pattern = template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(url.pathname);
    const place = ['paths', template, method.toLowerCase()];
    if (match && method.toLowerCase() in nodeAt([], 'paths', template))
      return { place, path: match.groups ?? {} };
  }
  return null;
}

function parameterProblems(exchange: Exchange, { place, path }: Operation): string[] {
  const known = new Set<string>();
  const problems = Object.keys(childOf(place, 'parameters')).flatMap((index) => {
    const where = resolved([...place, 'parameters', index]);
    const parameter = nodeAt(where);
    const name = String(parameter['name']);
    known.add(name);
    const values: Readonly<Record<string, string | null | undefined>> = {
      query: exchange.url.searchParams.get(name),
      header: exchange.requestHeaders.get(name),
      path: path[name] === undefined ? undefined : decodeURIComponent(path[name]),
    };
    const value = values[String(parameter['in'])] ?? undefined;
    if (value === undefined) return parameter['required'] === true ? [`${name} is missing`] : [];
    const isNumber = asNode(parameter['schema'])['type'] === 'integer';
    return problemsOf(schemaAt(...where, 'schema'), isNumber ? Number(value) : value, name);
  });
  const strangers = [...exchange.url.searchParams.keys()].filter((name) => !known.has(name));
  return [...problems, ...strangers.map((name) => `${name} is not a parameter`)];
}

function problemsOf(validate: ValidateFunction, value: unknown, name: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

function asNode(value: unknown): Node {
  if (typeof value !== 'object' || value === null) throw new Error('the contract has no object there');
  return value as Node;
}

function nodeAt(place: readonly string[], ...more: readonly string[]): Node {
  return [...place, ...more].reduce((node, part) => asNode(node[part]), platformApi);
}

function childOf(place: readonly string[], name: string): Node {
  return asNode(nodeAt(place)[name] ?? {});
}

/** Follows a reference within the contract, so that what stands at a place can be looked into. */
function resolved(place: readonly string[]): readonly string[] {
  const reference = nodeAt(place)['$ref'];
  return typeof reference === 'string' ? reference.slice('#/'.length).split('/') : place;
}
