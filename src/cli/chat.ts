import type { Command } from 'commander';
import { bindChat } from '../actions/bind-chat.ts';
import { unbindChat } from '../actions/unbind-chat.ts';
import { type ChatRoom, takesPatents } from '../domain/chat-room.ts';
import { malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { mustKnowConnection } from './known-connection.ts';

const CONNECTION = ['--connection <name>', 'the connection the group belongs to', 'default'] as const;

/** Adds `chat list|bind|unbind`. */
export function chatCommands(program: Command, context: () => Context): void {
  const group = program.command('chat').description('groups the bot is in');
  group
    .command('list')
    .description('list the groups, what they are for and the enterprises they are bound to')
    .option('--enterprise <enterprise>', 'only those of one enterprise')
    .action(({ enterprise }: { enterprise?: string }) => list(context(), enterprise));
  group
    .command('bind <enterprise> <chat-id>')
    .description(
      'give a group to an enterprise; for Feishu the chat_id (oc_…), which the bot says when it joins',
    )
    .option(...CONNECTION)
    .action((enterprise: string, chatId: string, options: { connection: string }) =>
      bind(context(), enterprise, chatId, options),
    );
  group
    .command('unbind <chat-id>')
    .description('take a group from its enterprise; the cards in it are given up')
    .option(...CONNECTION)
    .action((chatId: string, options: { connection: string }) => unbind(context(), chatId, options));
}

async function list(context: Context, enterpriseName: string | undefined): Promise<void> {
  const rows = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const only = enterpriseName === undefined ? null : await enterpriseNamed(tx, enterpriseName);
      const names = new Map((await tx.enterprises.all()).map(({ id, name }) => [id, name]));
      const chats = only === null ? await tx.chats.groups() : await tx.chats.groupsOf(only.id);
      return chats.map((chat) => row(chat, names));
    }),
  );
  context.print(rows, table(rows));
}

function row(chat: ChatRoom, names: ReadonlyMap<string, string>) {
  const { connection, address, name, enterpriseId, purpose } = chat;
  return {
    connection,
    chat: address,
    name,
    enterprise: enterpriseId === null ? null : (names.get(enterpriseId) ?? null),
    purpose: enterpriseId === null ? null : purpose,
    state: stateOf(chat),
  };
}

/** What keeps cards from a group, or that nothing does. */
function stateOf({ lost, external, enterpriseId }: ChatRoom): 'lost' | 'external' | 'unbound' | 'bound' {
  if (lost) return 'lost';
  if (external) return 'external';
  return enterpriseId === null ? 'unbound' : 'bound';
}

async function bind(
  context: Context,
  enterpriseName: string,
  chatId: string,
  { connection }: { connection: string },
): Promise<void> {
  const chat = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      await mustKnowConnection(tx, connection);
      const { id: enterpriseId } = await enterpriseNamed(tx, enterpriseName);
      return bindChat(tx, { enterpriseId, connection, chatId });
    }),
  );
  context.print(chat, `${chatId} is bound to ${enterpriseName}`);
}

async function unbind(
  context: Context,
  chatId: string,
  { connection }: { connection: string },
): Promise<void> {
  const { chat, warning } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const before = await tx.chats.findByAddress(connection, chatId);
      if (before?.kind !== 'group') {
        throw malformed('chat_unknown', `there is no group «${chatId}» on «${connection}»: see chat list`);
      }
      return { chat: await unbindChat(tx, before), warning: await groupMissing(tx, before) };
    }),
  );
  const done = `${chatId} is bound to nobody`;
  context.print({ ...chat, warning }, warning === null ? done : `${done}; ${warning}`);
}

/** Says when the enterprise a group was taken from has none left that patents go to. */
async function groupMissing(tx: Tx, { enterpriseId }: ChatRoom): Promise<string | null> {
  if (enterpriseId === null) return null;
  if ((await tx.chats.groupsOf(enterpriseId)).some(takesPatents)) return null;
  return 'its enterprise has no group for patents now: bind another one';
}
