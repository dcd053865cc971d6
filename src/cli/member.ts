import type { Command } from 'commander';
import { addMember } from '../actions/add-member.ts';
import { removeMember } from '../actions/remove-member.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

interface NewMemberOptions {
  readonly role: string;
  readonly user: string;
  readonly connection: string;
}

/** Adds `member add|list|remove` and `people`. */
export function memberCommands(program: Command, context: () => Context): void {
  const group = program.command('member').description('admins and experts of an enterprise');
  group
    .command('add <enterprise> <name>')
    .description('add an admin, or an expert on the word of the admin')
    .requiredOption('--role <role>', 'admin or expert')
    .requiredOption('--user <id>', "the channel's user id, for Feishu the open_id (ou_…); see: people")
    .option('--connection <name>', 'the connection the user id belongs to', 'default')
    .action((enterprise: string, name: string, options: NewMemberOptions) =>
      add(context(), enterprise, name, options),
    );
  group
    .command('list <enterprise>')
    .description('list the members of an enterprise')
    .action((enterprise: string) => list(context(), enterprise));
  group
    .command('remove <member-id>')
    .description('take a member out; he can do nothing from that moment')
    .action((memberId: string) => remove(context(), memberId));
  program
    .command('people')
    .description('list people who have written to the bot or pressed a button and are nobody’s members yet')
    .action(() => people(context()));
}

async function add(
  context: Context,
  enterpriseName: string,
  name: string,
  options: NewMemberOptions,
): Promise<void> {
  const { role, user: userId, connection } = options;
  if (role !== 'admin' && role !== 'expert') throw malformed('role_wrong', '--role must be admin or expert');
  const member = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId } = await enterpriseNamed(tx, enterpriseName);
      return addMember(tx, { enterpriseId, name, role, connection, userId });
    }),
  );
  context.print(member, `${member.name} is ${role} (${member.id})`);
}

async function list(context: Context, enterpriseName: string): Promise<void> {
  const members = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => tx.members.ofEnterprise((await enterpriseNamed(tx, enterpriseName)).id)),
  );
  const rows = members.map(({ id, name, isAdmin, expert, removed }) => ({
    id,
    name,
    admin: isAdmin,
    expert,
    removed,
  }));
  context.print(members, table(rows));
}

async function remove(context: Context, memberId: string): Promise<void> {
  const member = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => removeMember(tx, { memberId, actor: 'operator' })),
  );
  context.print(member, `${member.name} was removed`);
}

/** How many people are listed at most. */
const PEOPLE = 50;

async function people(context: Context): Promise<void> {
  const persons = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.persons.strangers(PEOPLE)),
  );
  context.print(persons, table(persons.map(({ connection, userId }) => ({ connection, user: userId }))));
}
