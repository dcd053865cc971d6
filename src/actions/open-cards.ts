import type { Notice, Reply } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { chatOf } from './help.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openCardAnew } from './promise-cards.ts';

/** Opens the list of experts in the private chat of an admin, once for each enterprise he speaks for. */
export async function openExperts(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const places = await openForEach(tx, 'experts', admins, 'recommend-experts', enterpriseOf);
  return { tone: 'info', text: `专家名单已发到您${places}。` };
}

/** Opens the form of an admin's profile in his private chat. */
export async function openAdminProfile(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const places = await openForEach(tx, 'admin-profile', admins, 'keep-admin-profile', (member) => member);
  return { tone: 'info', text: `资料卡片已发到您${places}。` };
}

/** Opens an expert's form for the library, or what became of his application, in his private chat. */
export async function openApplication(tx: Tx, members: readonly Member[]): Promise<Notice> {
  const experts = members.filter(({ expert }) => expert !== 'none');
  if (experts.length === 0) refuse('not_invited');
  const places = await openForEach(tx, 'application', experts, 'apply', (member) => member);
  return { tone: 'info', text: `入库申请卡片已发到您${places}。` };
}

/** Opens the card on which an admin picks people among the members of his group. */
export async function openGroupRecommend(tx: Tx, reply: Reply, admin: Member): Promise<void> {
  mustBeAllowed(admin, 'recommend-experts');
  const chat = await chatOf(tx, reply);
  if (chat.enterpriseId !== admin.enterpriseId) refuse('chat_not_bound');
  await openCardAnew(tx, {
    kind: 'recommend',
    subject: enterpriseOf(admin),
    chat,
    viewer: null,
    turnedTo: `by:${admin.id}`,
  });
}

/** Opens the card on which an admin writes a list of people, in his private chat. */
export async function openPrivateRecommend(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const places = await openForEach(tx, 'recommend', admins, 'recommend-experts', enterpriseOf);
  return { tone: 'info', text: `添加专家的卡片已发到您${places}。` };
}

async function openForEach(
  tx: Tx,
  kind: CardKind,
  members: readonly Member[],
  act: Parameters<typeof mustBeAllowed>[1],
  subjectOf: (member: Member) => { readonly id: string; readonly enterpriseId: string },
): Promise<string> {
  const chats: ChatRoom[] = [];
  for (const member of members) {
    mustBeAllowed(member, act);
    chats.push(await openInPrivate(tx, kind, subjectOf(member), member));
  }
  return placesOf(tx, chats);
}

function enterpriseOf({ enterpriseId }: Member) {
  return { id: enterpriseId, enterpriseId };
}
