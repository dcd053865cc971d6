import { Command } from 'commander';
import { mustHoldNoNationalId } from '../domain/typed-text.ts';
import { auditCommands } from './audit.ts';
import { campaignCommand } from './campaign.ts';
import { cardsCommand } from './cards.ts';
import { chatCommands } from './chat.ts';
import { codeCommands } from './code.ts';
import { connectionCommands } from './connection.ts';
import type { Context } from './context.ts';
import { digestCommand } from './digest.ts';
import { doctorCommand } from './doctor.ts';
import { enterpriseCommands } from './enterprise.ts';
import { enterprisePlatform } from './enterprise-platform.ts';
import { focusCommand } from './focus.ts';
import { importCommand } from './import.ts';
import { keyCommands } from './key.ts';
import { memberCommands } from './member.ts';
import { migrateCommand } from './migrate.ts';
import { outboxCommands } from './outbox.ts';
import { personalDataCommands } from './personal-data.ts';
import { pushCommand } from './push.ts';
import { withAdvice } from './refusals.ts';
import { scheduleCommands } from './schedule.ts';
import { searchCommands } from './search.ts';
import { taxonomyCommands } from './taxonomy.ts';

/** Builds the operator's command line; `contextOf` is asked only when a command runs, so that help needs no settings. */
export function createProgram(contextOf: (json: boolean) => Context): Command {
  const program = new Command('panhuo')
    .description('盘活助手: operator commands')
    .option('--json', 'print results as JSON')
    .hook('preAction', (_, command) => mustBeStorable(command));
  const context = () => contextOf(program.opts<{ json?: boolean }>().json ?? false);
  const enterprise = enterpriseCommands(program, context);
  enterprisePlatform(enterprise, context);
  focusCommand(enterprise, context);
  digestCommand(enterprise, context);
  campaignCommand(enterprise, context);
  codeCommands(program, context);
  chatCommands(program, context);
  personalDataCommands(memberCommands(program, context), context);
  importCommand(program, context);
  pushCommand(program, context);
  scheduleCommands(program, context);
  searchCommands(program, context);
  taxonomyCommands(program, context);
  outboxCommands(program, context);
  auditCommands(program, context);
  connectionCommands(program, context);
  doctorCommand(program, context);
  keyCommands(program, context);
  migrateCommand(program, context);
  cardsCommand(program, context);
  return program;
}

/** Whatever stands on the command line may end in the database, in a log or on a card (rule 27). */
function mustBeStorable(command: Command): void {
  try {
    mustHoldNoNationalId([...command.args, ...Object.values(command.opts()).map(String)].join('\n'));
  } catch (error) {
    throw withAdvice(error);
  }
}
