import { type Command, Option } from 'commander';
import { addConnection, removeConnection } from '../actions/connection.ts';
import type { Lease } from '../chat/port.ts';
import { channelOn, configuredConnections } from '../connections.ts';
import { CONFIGURED_CONNECTIONS, type Connection, mustBeConnectionName } from '../domain/connection.ts';
import { asAppError, malformed } from '../errors.ts';
import { createLog } from '../log.ts';
import type { ConnectionLabel } from '../stores/connection-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { readSecrets } from './secrets.ts';

interface FeishuOptions {
  readonly appId: string;
  readonly transport: 'websocket' | 'webhook';
  readonly domain: string;
}

/** For a channel that is only built, to see whether its settings can be used. */
const NOBODYS_LEASE: Lease = { take: async () => false, keep: async () => false, release: async () => {} };

const RESTART = 'restart the service: it reads its connections when it starts';

/** Adds `connection add|list|remove`. */
export function connectionCommands(program: Command, context: () => Context): void {
  const group = program.command('connection').description('apps beside the one of the settings');
  group
    .command('add <name>')
    .description(
      'add an app, or set its secrets anew; they are asked for, or read as lines FEISHU_APP_SECRET=… from a pipe',
    )
    .addOption(new Option('--channel <channel>', 'the chat product').choices(['feishu']).default('feishu'))
    .requiredOption('--app-id <id>', 'App ID of the self-built Feishu app')
    .addOption(
      new Option('--transport <transport>', 'how deliveries come in; webhook asks for two more secrets')
        .choices(['websocket', 'webhook'])
        .default('websocket'),
    )
    .option('--domain <url>', 'address of the open platform', 'https://open.feishu.cn')
    .action((name: string, options: FeishuOptions) => add(context(), name, options));
  group
    .command('list')
    .description('list the connections, without their secrets')
    .action(() => list(context()));
  group
    .command('remove <name>')
    .description('remove a connection; its chats and persons stay, and can be reached no more')
    .option('--force', 'although enterprises in service use it')
    .action((name: string, { force }: { force?: boolean }) => remove(context(), name, force ?? false));
}

async function add(context: Context, name: string, options: FeishuOptions): Promise<void> {
  const { config } = context;
  if (config.sandbox) {
    const message =
      'the sandbox has its own connection only: set FEISHU_APP_ID for the first app, then add others';
    throw malformed('connection_in_sandbox', message);
  }
  // Before anybody types a secret.
  mustBeConnectionName(name);
  const connection = await feishuConnection(context, name, options);
  // Whatever the channel has against these settings is said now, not at the next start.
  channelOn(connection, {
    ...context,
    log: createLog('silent'),
    sleep: async () => {},
    leaseOf: () => NOBODYS_LEASE,
    baseUrl: config.baseUrl,
  });
  const result = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => addConnection(tx, connection, configuredConnections(config))),
  );
  context.print(
    { name, channel: connection.channel, app: connection.app, result },
    result === 'unchanged' ? `${name}: nothing changed` : `${name}: ${result}; ${RESTART}`,
  );
}

async function feishuConnection(context: Context, name: string, options: FeishuOptions): Promise<Connection> {
  const { appId: app, transport, domain } = options;
  const common = { name, channel: 'feishu', app };
  if (transport === 'websocket') {
    const { FEISHU_APP_SECRET: appSecret } = await readSecrets(context.input, ['FEISHU_APP_SECRET']);
    return { ...common, settings: { appSecret, transport, domain } };
  }
  const secrets = await readSecrets(context.input, [
    'FEISHU_APP_SECRET',
    'FEISHU_ENCRYPT_KEY',
    'FEISHU_VERIFICATION_TOKEN',
  ]);
  const settings = {
    appSecret: secrets.FEISHU_APP_SECRET,
    encryptKey: secrets.FEISHU_ENCRYPT_KEY,
    verificationToken: secrets.FEISHU_VERIFICATION_TOKEN,
    transport,
    domain,
  };
  return { ...common, settings };
}

async function list(context: Context): Promise<void> {
  const stored = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const rows = [];
      for (const label of await tx.connections.all()) rows.push(await describe(tx, label));
      return rows;
    }),
  );
  const configured = configuredConnections(context.config).map((each) => row(each, null));
  context.print([...configured, ...stored], table([...configured, ...stored]));
}

async function describe(tx: Tx, { name, channel }: ConnectionLabel) {
  try {
    const connection = await tx.connections.open(name);
    return row(connection ?? { name, channel, app: '', settings: {} }, null);
  } catch (error) {
    return row({ name, channel, app: '', settings: {} }, asAppError(error).code);
  }
}

/** Picks what is no secret. */
function row({ name, channel, app, settings }: Connection, problem: string | null) {
  const { transport = null, domain = null } = settings;
  const from = CONFIGURED_CONNECTIONS.some((each) => each === name) ? 'settings' : 'database';
  return { name, channel, app, transport, domain, from, problem };
}

async function remove(context: Context, name: string, force: boolean): Promise<void> {
  const removed = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => removeConnection(tx, { name, force })),
  );
  context.print(
    { name, removed },
    removed ? `${name}: removed; ${RESTART}` : `${name}: there is no such connection`,
  );
}
