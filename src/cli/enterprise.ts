import type { Command } from 'commander';
import { z } from 'zod';
import { endService, resumeService } from '../actions/close-enterprise.ts';
import { createEnterprise } from '../actions/create-enterprise.ts';
import { renameEnterprise } from '../actions/rename-enterprise.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import { malformed } from '../errors.ts';
import { type EnterpriseWaiting, waitingByEnterprise } from '../reads/platform-waiting.ts';
import type { EnterpriseTally } from '../stores/enterprise-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { rematchNow } from './rematch-now.ts';

interface NewEnterpriseOptions {
  readonly platformId: string;
  readonly deadline?: string;
  readonly dailyLimit?: number;
}

const Day = z.iso.date();

/** Finds an enterprise by its name or id; says how to list them when there is none. */
export async function enterpriseNamed(tx: Tx, name: string): Promise<Enterprise> {
  const all = await tx.enterprises.all();
  const found = all.find((enterprise) => enterprise.name === name || enterprise.id === name);
  if (found) return found;
  throw malformed('enterprise_unknown', `there is no enterprise «${name}»; list them with: enterprise list`);
}

/** Adds `enterprise add|list|rename|close|reopen`; returns the group for further ones. */
export function enterpriseCommands(program: Command, context: () => Context): Command {
  const group = program.command('enterprise').description('enterprises and what they want to see');
  group
    .command('add <name>')
    .description('create an enterprise; the same name again changes nothing')
    .requiredOption('--platform-id <id>', "the platform's own id of the enterprise")
    .option('--deadline <YYYY-MM-DD>', 'day by which the patents must be evaluated')
    .option('--daily-limit <n>', 'patents pushed a day', Number)
    .action((name: string, options: NewEnterpriseOptions) => add(context(), name, options));
  group
    .command('list')
    .description('list the enterprises with what they have and what waits in them')
    .action(() => list(context()));
  group
    .command('rename <enterprise> <name>')
    .description('give an enterprise another name; what was said under the old one stays said')
    .action((enterprise: string, name: string) => rename(context(), enterprise, name));
  group
    .command('close <enterprise>')
    .description('end the service for an enterprise; nothing is deleted')
    .action((enterprise: string) => close(context(), enterprise));
  group
    .command('reopen <enterprise>')
    .description('take up the service for a closed enterprise where it was')
    .action((enterprise: string) => reopen(context(), enterprise));
  return group;
}

async function add(context: Context, name: string, options: NewEnterpriseOptions): Promise<void> {
  const { platformId, deadline = null, dailyLimit } = options;
  if (deadline !== null && !Day.safeParse(deadline).success) {
    throw malformed('deadline_wrong', '--deadline must be a day such as 2026-12-31');
  }
  if (dailyLimit !== undefined && !(Number.isInteger(dailyLimit) && dailyLimit > 0)) {
    throw malformed('daily_limit_wrong', '--daily-limit must be a whole number above 0');
  }
  const limit = dailyLimit === undefined ? {} : { dailyPushLimit: dailyLimit };
  const enterprise = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => createEnterprise(tx, { name, platformId, deadline, ...limit })),
  );
  if (enterprise.platformId !== platformId.trim()) {
    const message = `«${enterprise.name}» is there already, with the platform's id «${enterprise.platformId}»: take another name`;
    throw malformed('enterprise_exists', message);
  }
  context.print(enterprise, `${enterprise.name} (${enterprise.id})`);
}

async function list(context: Context): Promise<void> {
  const rows = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const tallies = await tx.enterprises.tallies();
      const platform = await waitingByEnterprise(tx, context.config.platform.mode);
      const all = await tx.enterprises.all();
      return all.map((each) => row(each, tallies.get(each.id), platform.get(each.id)));
    }),
  );
  context.print(rows, table(rows.map((each) => ({ ...each, waiting: inWords(each.waiting) }))));
}

function row(enterprise: Enterprise, tally?: EnterpriseTally, platform?: EnterpriseWaiting) {
  const { id, name, platformId, state, deadline, dailyPushLimit } = enterprise;
  const { members = 0, admins = 0, groups = 0, applications = 0, reviews = 0, patents = 0 } = tally ?? {};
  const { http: platformPosts = 0, manual: platformByHand = 0 } = platform ?? {};
  const waiting = { applications, reviews, patents, platformPosts, platformByHand };
  return { id, name, platformId, state, deadline, dailyPushLimit, members, admins, groups, waiting };
}

/** What waits, without what does not. */
function inWords(waiting: Readonly<Record<string, number>>): string {
  const some = Object.entries(waiting).filter(([, count]) => count > 0);
  return some.map(([what, count]) => `${what} ${count}`).join(', ');
}

async function rename(context: Context, named: string, name: string): Promise<void> {
  const enterprise = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const all = await tx.enterprises.all();
      // Renamed already: the same command again finds it under its new name only.
      const known = all.some((each) => each.name === named || each.id === named);
      const { id } = await enterpriseNamed(tx, known ? named : name.trim());
      return renameEnterprise(tx, { enterpriseId: id, name });
    }),
  );
  context.print(enterprise, `${enterprise.name} (${enterprise.id})`);
}

async function close(context: Context, named: string): Promise<void> {
  const enterprise = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => endService(tx, (await enterpriseNamed(tx, named)).id)),
  );
  context.print(enterprise, `${enterprise.name} is closed; to open it again: enterprise reopen`);
}

async function reopen(context: Context, named: string): Promise<void> {
  await onDatabase(context, async (inTransaction) => {
    const enterprise = await inTransaction(async (tx) =>
      resumeService(tx, (await enterpriseNamed(tx, named)).id),
    );
    const matched = await rematchNow(inTransaction, enterprise.id);
    const codes = 'codes that were taken back stay so';
    context.print(
      { ...enterprise, matched },
      `${enterprise.name} is open; ${matched} patents were matched; ${codes}`,
    );
  });
}
