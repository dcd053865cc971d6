import { type Command, Option } from 'commander';
import { addConnection, removeConnection } from '../actions/connection.ts';
import type { ChannelName, Lease } from '../chat/port.ts';
import { channelOn, configuredConnections } from '../connections.ts';
import { CONFIGURED_CONNECTIONS, type Connection, mustBeConnectionName } from '../domain/connection.ts';
import { asAppError, malformed } from '../errors.ts';
import { createLog } from '../log.ts';
import type { ConnectionLabel } from '../stores/connection-store.ts';
import type { Tx } from '../stores/transactions.ts';
import {
  CHANNELS,
  type ConnectionOptions,
  isCalledBack,
  makeConnection,
  shownApp,
} from './connection-makers.ts';
import { type Context, onDatabase, table } from './context.ts';

/** For a channel that is only built, to see whether its settings can be used. */
const NOBODYS_LEASE: Lease = { take: async () => false, keep: async () => false, release: async () => {} };

const RESTART = 'restart the service: it reads its connections when it starts';

/** Adds `connection add|list|remove`. */
export function connectionCommands(program: Command, context: () => Context): void {
  const group = program.command('connection').description('apps beside the one of the settings');
  addOptions(group.command('add <name>')).action(
    (name: string, { channel, ...options }: ConnectionOptions & { channel: ChannelName }) =>
      add(context(), name, channel, options),
  );
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

function addOptions(command: Command): Command {
  return command
    .description(
      'add an app, or set its secrets anew; they are asked for, or read as lines FEISHU_APP_SECRET=… from a pipe',
    )
    .addOption(
      new Option('--channel <channel>', 'the way into the chat product').choices(CHANNELS).default('feishu'),
    )
    .option('--app-id <id>', 'feishu: App ID of the self-built app')
    .addOption(
      new Option(
        '--transport <transport>',
        'feishu: how deliveries come in; webhook asks for two more secrets',
      ).choices(['websocket', 'webhook']),
    )
    .option('--domain <url>', 'feishu: address of the open platform')
    .option('--bot-id <id>', 'wecom-bot: Bot ID of the robot')
    .option('--bot-name <name>', 'wecom-bot: what people type after the @')
    .option('--url <url>', 'wecom-bot: address of the long connection')
    .option('--corp-id <id>', 'wecom-app: 企业ID')
    .option('--agent-id <id>', 'wecom-app: AgentId of the self-built app')
    .option('--api-url <url>', "wecom-app, wecom-webhook: address of WeCom's API");
}

async function add(
  context: Context,
  name: string,
  channel: ChannelName,
  options: ConnectionOptions,
): Promise<void> {
  const { config } = context;
  if (config.sandbox) {
    const message =
      'the sandbox has its own connections only: set FEISHU_APP_ID or WECOM_BOT_ID first, then add others';
    throw malformed('connection_in_sandbox', message);
  }
  // Before anybody types a secret.
  mustBeConnectionName(name);
  const connection = await makeConnection(name, channel, options, context.input);
  // Whatever the channel has against these settings is said now, not at the next start.
  const { product } = channelOn(connection, {
    ...context,
    log: createLog('silent'),
    sleep: async () => {},
    leaseOf: () => NOBODYS_LEASE,
    baseUrl: config.baseUrl,
  });
  const result = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => addConnection(tx, connection, configuredConnections(config))),
  );
  const callback = isCalledBack(connection) ? `${config.baseUrl ?? ''}/chat/${product}/${name}` : null;
  context.print(
    { name, channel, app: shownApp(connection), callback, result },
    result === 'unchanged'
      ? `${name}: nothing changed`
      : `${name}: ${result}; ${RESTART}${callback === null ? '' : toType(callback, config.baseUrl)}`,
  );
}

function toType(callback: string, baseUrl: string | null): string {
  const lacking = baseUrl === null ? ', behind the public address of this service (set BASE_URL)' : '';
  return `\ntype into the console as the address of callbacks: ${callback}${lacking}`;
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
function row(connection: Connection, problem: string | null) {
  const { name, channel, settings } = connection;
  const { transport = null, domain = settings['url'] ?? settings['apiUrl'] ?? null } = settings;
  const from = CONFIGURED_CONNECTIONS.some((each) => each === name) ? 'settings' : 'database';
  return { name, channel, app: shownApp(connection), transport, domain, from, problem };
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
