import type { Command } from 'commander';
import { bindChat } from '../actions/bind-chat.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

/** Adds `chat list|bind`. */
export function chatCommands(program: Command, context: () => Context): void {
  const group = program.command('chat').description('groups the bot is in');
  group
    .command('list')
    .description('list the groups and the enterprises they are bound to')
    .action(() => list(context()));
  group
    .command('bind <enterprise> <chat-id>')
    .description(
      'give a group to an enterprise; for Feishu the chat_id (oc_…), which the bot says when it joins',
    )
    .option('--connection <name>', 'the connection the group belongs to', 'default')
    .action((enterprise: string, chatId: string, options: { connection: string }) =>
      bind(context(), enterprise, chatId, options),
    );
}

async function list(context: Context): Promise<void> {
  const { chats, names } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const enterprises = await tx.enterprises.all();
      return {
        chats: await tx.chats.groups(),
        names: new Map(enterprises.map(({ id, name }) => [id, name])),
      };
    }),
  );
  const rows = chats.map(({ address, name, enterpriseId, external, lost }) => {
    return {
      chat: address,
      name,
      enterprise: enterpriseId === null ? null : (names.get(enterpriseId) ?? null),
      external,
      lost,
    };
  });
  context.print(rows, table(rows));
}

async function bind(
  context: Context,
  enterpriseName: string,
  chatId: string,
  { connection }: { connection: string },
): Promise<void> {
  const chat = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId } = await enterpriseNamed(tx, enterpriseName);
      return bindChat(tx, { enterpriseId, connection, chatId });
    }),
  );
  context.print(chat, `${chatId} is bound to ${enterpriseName}`);
}
