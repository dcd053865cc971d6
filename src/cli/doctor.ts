import type { Command } from 'commander';
import type { Channel, Finding } from '../chat/port.ts';
import type { Config } from '../config.ts';
import { type Connections, configuredConnections, openConnections } from '../connections.ts';
import { AppError, asAppError, malformed } from '../errors.ts';
import { connectionLease } from '../jobs/lease.ts';
import { createLog } from '../log.ts';
import type { InTransaction } from '../stores/transactions.ts';
import { type Context, onDatabase } from './context.ts';
import { testCard } from './doctor-card.ts';
import { groupsSay } from './doctor-chats.ts';
import { baseUrlSays, keySays, serviceSays, settingsSay } from './doctor-process.ts';

interface Options {
  readonly connection?: string;
  readonly chat?: string;
  readonly wait: number;
}

/** A finding and what it is about: the process, or a connection by its name. */
interface Line extends Finding {
  readonly about: string;
}

type Report = (about: string, ...findings: readonly Finding[]) => void;

/** Adds `doctor`. */
export function doctorCommand(program: Command, context: () => Context): void {
  program
    .command('doctor')
    .description(
      'check settings, database, service and every connection, and say in Chinese what to do; ends with 1 when something is wrong',
    )
    .option('--connection <name>', 'only this connection')
    .option(
      '--chat <chat-id>',
      'also send a check card there through the running service, and wait for a click',
    )
    .option('--wait <seconds>', 'how long to wait for card and click', Number, 60)
    .action((options: Options) => doctor(context(), options));
}

async function doctor(context: Context, options: Options): Promise<void> {
  if (!(options.wait > 0 && options.wait <= 3600))
    throw malformed('wait_wrong', '--wait must be a number of seconds from 1 to 3600');
  const lines: Line[] = [];
  const report: Report = (about, ...findings) => {
    for (const finding of findings) {
      lines.push({ about, ...finding });
      context.tell(`${finding.ok ? '✓' : '✗'} ${about} · ${finding.what}：${finding.say}`);
    }
  };
  await examineAll(context, options, report);
  const wrong = lines.filter(({ ok }) => !ok).length;
  const said = wrong === 0 ? '全部正常。' : `有 ${wrong} 项需要处理，见 ✗。`;
  context.print({ ok: wrong === 0, findings: lines }, said);
  if (wrong > 0) throw new AppError('outside', 'doctor_found', 'not everything is as it should be');
}

const PROCESS = '本机';

async function examineAll(context: Context, options: Options, report: Report): Promise<void> {
  const config = settingsOf(context, report);
  if (config === null) return;
  report(PROCESS, settingsSay(config), keySays(config));
  // Never the address itself: a password may stand in it.
  const engine = config.databaseUrl.startsWith('sqlite:') ? 'SQLite' : 'MySQL';
  const what = '数据库';
  let isOpen = false;
  try {
    await onDatabase(context, async (inTransaction) => {
      isOpen = true;
      report(PROCESS, { what, ok: true, say: `${engine}，可以访问，表结构是最新的。` });
      const { finding, runs } = await serviceSays(config);
      report(PROCESS, await baseUrlSays(config), finding);
      if (config.sandbox) return;
      const chosen = await examineConnections({ ...context, config }, inTransaction, options, report);
      const { chat } = options;
      const [first, ...others] = chosen;
      if (chat === undefined || first === undefined) return;
      if (!runs) return report(PROCESS, { what: '检查卡片', ok: false, say: '服务没有运行，没有发送。' });
      const channel = await channelOfChat(inTransaction, [first, ...others], chat);
      const test = { channel, chat, waitMs: options.wait * 1000 };
      report(channel.connection, ...(await testCard(context, inTransaction, test)));
    });
  } catch (error) {
    if (isOpen) throw error;
    const say = `${engine} 打不开（${asAppError(error).code}）：请检查 DATABASE_URL、数据库是否在运行，以及用户能否建表。`;
    report(PROCESS, { what, ok: false, say });
  }
}

function settingsOf(context: Context, report: Report): Config | null {
  try {
    return context.config;
  } catch (error) {
    report(PROCESS, { what: '设置', ok: false, say: asAppError(error).message });
    return null;
  }
}

async function examineConnections(
  context: Context,
  inTransaction: InTransaction,
  { connection: only }: Options,
  report: Report,
): Promise<readonly Channel[]> {
  const { channels, broken } = await connectionsOf(context, inTransaction);
  const unusable = broken.filter(({ name }) => only === undefined || name.endsWith(`:${only}`));
  for (const { name, ask } of unusable) {
    const say = `${await ask()}：用 connection add 重新填写，或 connection remove。`;
    report(name, { what: '设置', ok: false, say });
  }
  const chosen = [...channels.values()].filter(({ connection }) => only === undefined || connection === only);
  if (only !== undefined && chosen.length + unusable.length === 0)
    throw malformed('connection_unknown', `there is no connection «${only}»; see: connection list`);
  const groups = (await inTransaction((tx) => tx.chats.groups())).filter(
    ({ enterpriseId }) => enterpriseId !== null,
  );
  for (const channel of chosen) {
    const findings = await channel.examine();
    const isBroken = findings.some(({ ok }) => !ok);
    report(channel.connection, ...findings, ...(await groupsSay(channel, groups, isBroken)));
  }
  return chosen;
}

/** Builds all channels and starts none: whatever a running service holds stays with it. */
function connectionsOf(context: Context, inTransaction: InTransaction): Promise<Connections> {
  const { config, now, newId, sleep } = context;
  const owner = newId();
  const leaseOf = (connection: string) => connectionLease(inTransaction, { owner, connection });
  const world = { now, newId, sleep, log: createLog('silent'), leaseOf, baseUrl: config.baseUrl };
  return openConnections(configuredConnections(config), inTransaction, world);
}

/** The connection on which the chat is known, if nobody said which; else the first. */
async function channelOfChat(
  inTransaction: InTransaction,
  [first, ...others]: readonly [Channel, ...Channel[]],
  chat: string,
): Promise<Channel> {
  const known = await inTransaction(async (tx) => {
    for (const channel of [first, ...others])
      if ((await tx.chats.findByAddress(channel.connection, chat)) !== null) return channel;
    return null;
  });
  return known ?? first;
}
