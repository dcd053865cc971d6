import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { malformed } from '../errors.ts';

/** Where a command reads secrets: a terminal, on which they are not shown, or a pipe. */
export type SecretInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Reads the named secrets, each asked for on a terminal or given as lines `NAME=value`; throws `malformed` when one is missing. */
export async function readSecrets<Name extends string>(
  input: SecretInput,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const given = input.isTTY ? await asked(input, names) : await piped(input);
  const missing = names.filter((name) => !given.get(name));
  if (missing.length > 0) {
    const message = `${missing.join(' and ')} missing: answer when asked, or pipe a line NAME=value for each`;
    throw malformed('secret_missing', message);
  }
  return Object.fromEntries(names.map((name) => [name, given.get(name)])) as Record<Name, string>;
}

/** The terminal's echo goes nowhere; what is asked stands on standard error, beside the result. */
async function asked(input: SecretInput, names: readonly string[]): Promise<Map<string, string>> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: nowhere, terminal: true });
  terminal.once('SIGINT', () => terminal.close());
  const lines = terminal[Symbol.asyncIterator]();
  const given = new Map<string, string>();
  for (const name of names) {
    process.stderr.write(`${name}: `);
    const { value, done } = await lines.next();
    process.stderr.write('\n');
    if (done) break;
    given.set(name, value.trim());
  }
  terminal.close();
  return given;
}

/** Other lines are passed over, so that a whole file of settings may be piped. */
async function piped(input: SecretInput): Promise<Map<string, string>> {
  let text = '';
  for await (const chunk of input) text += chunk;
  const lines = text.matchAll(/^\s*(?:export\s+)?([A-Z_]+)=(["']?)(.*?)\2\s*$/gm);
  return new Map([...lines].map(([, name = '', , value = '']) => [name, value]));
}
