import type { Command } from 'commander';
import { z } from 'zod';
import { setFocus } from '../actions/set-focus.ts';
import { COOPERATION_MODES } from '../domain/patent.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { matchAll } from './match-all.ts';

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

/** Adds `enterprise focus`. */
export function focusCommand(group: Command, context: () => Context): void {
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
