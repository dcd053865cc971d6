import type { Command } from 'commander';
import { z } from 'zod';
import { createEnterprise } from '../actions/create-enterprise.ts';
import { matchPatents } from '../actions/match-patents.ts';
import { setFocus } from '../actions/set-focus.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import { COOPERATION_MODES } from '../domain/patent.ts';
import { malformed } from '../errors.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = z.string().transform((text) =>
  text
    .split(/[,，;；|]/)
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);
const Focus = z.object({
  ipc: words.default([]),
  sei: words.default([]),
  industries: words.default([]),
  keywords: words.default([]),
  cooperation: words.pipe(z.array(z.enum(COOPERATION_MODES))).default([]),
});

/** Finds an enterprise by its name or id; says how to list them when there is none. */
export async function enterpriseNamed(tx: Tx, name: string): Promise<Enterprise> {
  const all = await tx.enterprises.all();
  const found = all.find((enterprise) => enterprise.name === name || enterprise.id === name);
  if (found) return found;
  throw malformed('enterprise_unknown', `there is no enterprise «${name}»; list them with: enterprise list`);
}

/** Adds `enterprise add|list|focus`. */
export function enterpriseCommands(program: Command, context: () => Context): void {
  const group = program.command('enterprise').description('enterprises and what they want to see');
  group
    .command('add <name>')
    .description('create an enterprise; the same name again changes nothing')
    .requiredOption('--platform-id <id>', "the platform's own id of the enterprise")
    .option('--deadline <YYYY-MM-DD>', 'day by which the patents must be evaluated')
    .option('--daily-limit <n>', 'patents pushed a day', Number)
    .action((name: string, options: { platformId: string; deadline?: string; dailyLimit?: number }) =>
      add(context(), name, options),
    );
  group
    .command('list')
    .description('list the enterprises')
    .action(() => list(context()));
  group
    .command('focus <enterprise>')
    .description('set what an enterprise wants to see, and match all patents anew')
    .option('--ipc <prefixes>', 'for example H01M,G01R31')
    .option('--sei <codes>', 'strategic emerging industries, for example 5.2')
    .option('--industries <codes>', 'GB/T 4754, for example C38')
    .option('--keywords <words>', 'for example 电池,隔膜')
    .option('--cooperation <modes>', COOPERATION_MODES.join(','))
    .action((name: string, options: unknown) => focus(context(), name, options));
}

async function add(
  context: Context,
  name: string,
  options: { platformId: string; deadline?: string; dailyLimit?: number },
): Promise<void> {
  const deadline = options.deadline === undefined ? null : day.parse(options.deadline);
  const limit = options.dailyLimit;
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw malformed('daily_limit_wrong', '--daily-limit must be a whole number above 0');
  }
  const input = {
    name: name.trim(),
    platformId: options.platformId,
    deadline,
    ...(limit === undefined ? {} : { dailyPushLimit: limit }),
  };
  const enterprise = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => createEnterprise(tx, input)),
  );
  context.print(enterprise, `${enterprise.name} (${enterprise.id})`);
}

async function list(context: Context): Promise<void> {
  const enterprises = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.enterprises.all()),
  );
  const rows = enterprises.map(({ id, name, platformId, deadline, dailyPushLimit, state }) => {
    return { id, name, platformId, deadline, dailyPushLimit, state };
  });
  context.print(enterprises, table(rows));
}

async function focus(context: Context, name: string, options: unknown): Promise<void> {
  const parsed = Focus.safeParse(options);
  if (!parsed.success)
    throw malformed('focus_wrong', `the focus cannot be read: ${z.prettifyError(parsed.error)}`);
  const { cooperation, ...rest } = parsed.data;
  await onDatabase(context, async (inTransaction) => {
    const enterprise = await inTransaction(async (tx) => {
      const { id } = await enterpriseNamed(tx, name);
      return setFocus(tx, {
        enterpriseId: id,
        focus: { ...rest, cooperationModes: cooperation },
        actor: 'operator',
      });
    });
    const matched = await matchAll(inTransaction);
    context.print(
      { enterprise, matched },
      `${enterprise.name}: the focus is set; ${matched} patents were matched anew`,
    );
  });
}

/** How many patents are matched in one transaction. */
const PAGE = 200;

async function matchAll(inTransaction: InTransaction): Promise<number> {
  let last = '';
  for (let matched = 0; ; ) {
    const patents = await inTransaction(async (tx) => {
      const page = await tx.patents.pageAfter(last, PAGE);
      await matchPatents(tx, page, null);
      return page;
    });
    matched += patents.length;
    last = patents.at(-1)?.id ?? last;
    if (patents.length < PAGE) return matched;
  }
}
