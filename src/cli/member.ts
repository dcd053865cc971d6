import { type Command, Option } from 'commander';
import { addMember } from '../actions/add-member.ts';
import { issueMemberCode } from '../actions/binding-code.ts';
import { removeMember } from '../actions/remove-member.ts';
import { CODE_LENGTH } from '../domain/binding-code.ts';
import type { Member, Role } from '../domain/member.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { mustKnowConnection } from './known-connection.ts';

interface NewMemberOptions {
  readonly role: Role;
  readonly user: string;
  readonly connection: string;
}

/** Adds `member add|list|remove|code` and `people`; returns the group for further ones. */
export function memberCommands(program: Command, context: () => Context): Command {
  const group = program.command('member').description('admins and experts of an enterprise');
  group
    .command('add <enterprise> <name>')
    .description('add an admin, or an expert on the word of the admin')
    .addOption(new Option('--role <role>').choices(['admin', 'expert']).makeOptionMandatory())
    .requiredOption('--user <id>', "the channel's user id, for Feishu the open_id (ou_…); see: people")
    .option('--connection <name>', 'the connection the user id belongs to', 'default')
    .action((enterprise: string, name: string, options: NewMemberOptions) =>
      add(context(), enterprise, name, options),
    );
  group
    .command('list <enterprise>')
    .description('list the members of an enterprise; their contacts are in: member export')
    .action((enterprise: string) => list(context(), enterprise));
  group
    .command('remove <member-id>')
    .description('take a member out; he can do nothing from that moment')
    .action((memberId: string) => remove(context(), memberId));
  group
    .command('code <member-id>')
    .description('print a code for one more account of a member; good for a day')
    .action((memberId: string) => code(context(), memberId));
  program
    .command('people')
    .description('list people who have written to the bot or pressed a button and are nobody’s members yet')
    .action(() => people(context()));
  return group;
}

/** Says whether an enterprise has lost its last admin; `enterprise` names it in what to do next. */
export async function adminMissing(tx: Tx, member: Member): Promise<string | null> {
  const { enterpriseId } = member;
  if ((await tx.members.adminsOf(enterpriseId)).length > 0) return null;
  const { name } = await tx.enterprises.get(enterpriseId);
  return `«${name}» has no admin now: give its next one a code with code issue`;
}

async function add(
  context: Context,
  enterpriseName: string,
  name: string,
  { role, user: userId, connection }: NewMemberOptions,
): Promise<void> {
  const member = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      await mustKnowConnection(tx, connection);
      const { id: enterpriseId } = await enterpriseNamed(tx, enterpriseName);
      return addMember(tx, { enterpriseId, name, role, connection, userId });
    }),
  );
  context.print(member, `${member.name} is ${role} (${member.id})`);
}

async function list(context: Context, enterpriseName: string): Promise<void> {
  const rows = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id } = await enterpriseNamed(tx, enterpriseName);
      const openedAt = await tx.members.openedAt(id);
      const persons = await tx.persons.ofEnterprise(id);
      const members = await tx.members.ofEnterprise(id);
      return members.map((member) => row(member, openedAt.get(member.id), persons.get(member.id) ?? []));
    }),
  );
  context.print(
    rows,
    table(rows.map(({ accounts, ...rest }) => ({ ...rest, accounts: accounts.join(' ') }))),
  );
}

function row(member: Member, openedAt: Date | undefined, persons: readonly Person[]) {
  const { id, name, isAdmin: admin, expert, removed } = member;
  const accounts = persons.map(({ connection, userId }) => `${connection}:${shortened(userId)}`);
  return { id, name, admin, expert, removed, opened: openedAt?.toISOString() ?? null, accounts };
}

/** Enough of a user id to know it again, not enough to use it. */
function shortened(userId: string): string {
  return userId.length <= 12 ? userId : `${userId.slice(0, 7)}…${userId.slice(-4)}`;
}

async function remove(context: Context, memberId: string): Promise<void> {
  const { member, warning } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const removed = await removeMember(tx, { memberId, actor: 'operator' });
      return { member: removed, warning: await adminMissing(tx, removed) };
    }),
  );
  const done = `${member.name} was removed`;
  context.print({ ...member, warning }, warning === null ? done : `${done}; ${warning}`);
}

async function code(context: Context, memberId: string): Promise<void> {
  const issued = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => issueMemberCode(tx, { memberId, random: context.random(CODE_LENGTH) })),
  );
  const until = issued.expiresAt.toISOString();
  const said = `请用新账号私聊盘活助手发送：绑定 ${issued.code}`;
  context.print(issued, `${issued.code} (once, until ${until})\n${said}`);
}

/** How many people are listed at most. */
const PEOPLE = 50;

async function people(context: Context): Promise<void> {
  const persons = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.persons.strangers(PEOPLE)),
  );
  context.print(persons, table(persons.map(({ connection, userId }) => ({ connection, user: userId }))));
}
