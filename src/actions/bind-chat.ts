import { bind, type ChatRoom, newRoom, takesPatents } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { greetChat } from './help.ts';

/** A group to be given to an enterprise. */
export interface Binding {
  readonly enterpriseId: string;
  readonly connection: string;
  readonly chatId: string;
  /** What the group is for; when absent, what it was for in this enterprise, or else the experts' group. */
  readonly purpose?: ChatRoom['purpose'];
  readonly actor?: string;
}

/** Gives a group to an enterprise; a group the bot has not reported yet is taken on the operator's word. */
export async function bindChat(tx: Tx, input: Binding): Promise<ChatRoom> {
  const { connection, chatId, enterpriseId } = input;
  const group = { kind: 'group', address: chatId, channelChatId: chatId } as const;
  const room = newRoom({ id: tx.newId(), connection, ...group });
  const before = await tx.chats.ensure(room, tx.at);
  const purpose = input.purpose ?? (before.enterpriseId === enterpriseId ? before.purpose : 'experts');
  const { id } = await tx.enterprises.get(enterpriseId);
  const after = bind(before, { enterpriseId: id, purpose, at: tx.at });
  if (after.enterpriseId === before.enterpriseId && after.purpose === before.purpose && !before.lost)
    return before;
  if (purpose === 'admins') await mustNotTakeTheLastExpertsGroup(tx, before);
  await tx.chats.replace(after);
  await record(tx, {
    enterpriseId,
    actor: input.actor ?? 'operator',
    act: 'bind-chat',
    subject: after.id,
    detail: { purpose },
  });
  await greetChat(tx, after);
  return after;
}

async function mustNotTakeTheLastExpertsGroup(tx: Tx, before: ChatRoom): Promise<void> {
  if (before.enterpriseId === null || before.purpose !== 'experts') return;
  const others = await tx.chats.groupsOf(before.enterpriseId);
  if (!others.some((chat) => chat.id !== before.id && takesPatents(chat))) refuse('only_group_for_experts');
}

/** Binds a group on the word of an admin of the enterprise, who needs no code for it. */
export async function bindOwnGroup(
  tx: Tx,
  input: Omit<Binding, 'enterpriseId' | 'actor'> & { readonly admin: Member },
): Promise<ChatRoom> {
  const { admin, ...group } = input;
  mustBeAllowed(admin, 'bind-groups');
  return bindChat(tx, { ...group, enterpriseId: admin.enterpriseId, actor: admin.id });
}
