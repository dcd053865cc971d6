import type { Command } from 'commander';
import { z } from 'zod';
import { setFocus } from '../actions/set-focus.ts';
import { type Focus, readFocus, type TypedFocus } from '../domain/focus.ts';
import { COOPERATION_MODES } from '../domain/patent.ts';
import { AppError, malformed } from '../errors.ts';
import { codeOf } from '../matching/taxonomy-name.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { rematchNow } from './rematch-now.ts';

const text = z.string().default('');
const Options = z
  .object({
    ...{ ipc: text, sei: text, industries: text, keywords: text },
    ...{ applicants: text, regions: text, cooperation: text },
  })
  .transform(({ cooperation, ...others }) => ({ ...others, cooperationModes: cooperation }));

/** Adds `enterprise focus`. */
export function focusCommand(group: Command, context: () => Context): void {
  group
    .command('focus <enterprise>')
    .description('set what an enterprise wants to see, and match all patents anew')
    .option('--ipc <prefixes>', 'for example H01M,G01R31')
    .option('--sei <codes>', 'strategic emerging industries, by code or name: 5.2,新材料产业')
    .option('--industries <codes>', 'GB/T 4754, by code or name: C38,医药制造业')
    .option('--keywords <words>', 'for example 电池,隔膜')
    .option('--applicants <names>', 'universities, or how their names begin')
    .option('--regions <names>', 'for example 湖南省,武汉市')
    .option('--cooperation <modes>', COOPERATION_MODES.join(','))
    .action((name: string, options: unknown) => focus(context(), name, options));
}

async function focus(context: Context, name: string, options: unknown): Promise<void> {
  const typed = Options.parse(options);
  await onDatabase(context, async (inTransaction) => {
    const enterprise = await inTransaction(async (tx) => {
      const { id } = await enterpriseNamed(tx, name);
      return setFocus(tx, { enterpriseId: id, focus: focusOf(tx, typed), actor: 'operator' });
    });
    const matched = await rematchNow(inTransaction, enterprise.id);
    context.print(
      { enterprise, matched },
      `${enterprise.name}: the focus is set; ${matched} patents were matched anew`,
    );
  });
}

/** What the operator may set is what an admin may; the operator is told in English which text is wrong. */
function focusOf({ taxonomies }: Tx, typed: TypedFocus): Focus {
  try {
    return readFocus(typed, (kind, said) => codeOf(taxonomies, kind, said));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'focus_code_unknown') throw error;
    const said = String(error.facts['text']);
    throw malformed('focus_wrong', `the focus cannot be read: ${said} is no code, nor one name alone`);
  }
}
