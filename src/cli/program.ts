import { Command } from 'commander';
import { cardsCommand } from './cards.ts';
import { chatCommands } from './chat.ts';
import { codeCommands } from './code.ts';
import { connectionCommands } from './connection.ts';
import type { Context } from './context.ts';
import { enterpriseCommands } from './enterprise.ts';
import { importCommand } from './import.ts';
import { keyCommands } from './key.ts';
import { memberCommands } from './member.ts';
import { migrateCommand } from './migrate.ts';
import { outboxCommands } from './outbox.ts';
import { pushCommand } from './push.ts';

/** Builds the operator's command line; `contextOf` is asked only when a command runs, so that help needs no settings. */
export function createProgram(contextOf: (json: boolean) => Context): Command {
  const program = new Command('panhuo')
    .description('盘活助手: operator commands')
    .option('--json', 'print results as JSON');
  const context = () => contextOf(program.opts<{ json?: boolean }>().json ?? false);
  enterpriseCommands(program, context);
  codeCommands(program, context);
  chatCommands(program, context);
  memberCommands(program, context);
  importCommand(program, context);
  pushCommand(program, context);
  outboxCommands(program, context);
  connectionCommands(program, context);
  keyCommands(program, context);
  migrateCommand(program, context);
  cardsCommand(program, context);
  return program;
}
