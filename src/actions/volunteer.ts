import type { Click, Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { confirmCheck } from './confirm-check.ts';
import { recommendExperts } from './recommend-experts.ts';

interface StrangersRule {
  readonly on: readonly CardKind[];
  readonly run: (tx: Tx, press: { readonly card: SentCard; readonly click: Click }) => Promise<Notice>;
}

/** Buttons for people who are nobody's members yet; all others ask for a member first. */
export const STRANGERS_BUTTONS: Readonly<Record<string, StrangersRule>> = {
  volunteer: { on: ['recommend'], run: volunteer },
  'confirm-check': { on: ['check'], run: confirmCheck },
};

/**
 * Recommends whoever answers an admin's invitation to his group, where the channel names nobody who could be picked. It
 * is the admin who recommends: his right is asked for at each answer, and he reviews the application as any other.
 */
async function volunteer(tx: Tx, { card, click }: { card: SentCard; click: Click }): Promise<Notice> {
  const { connection, person } = click;
  if (card.viewerId !== null) refuse('button_unknown');
  if (person.outsider) refuse('outsider');
  const [, adminId = ''] = /^by:(.+)$/.exec(card.turnedTo) ?? refuse('button_unknown');
  const admin = await tx.members.get(adminId);
  const { state } = await tx.enterprises.get(card.enterpriseId);
  if (state === 'closed') refuse('enterprise_closed', { enterprise: card.enterpriseId });
  // Whom an admin removed comes back when an admin names him, not by his own wish.
  const before = await tx.members.findByAccount(connection, person.userId, card.enterpriseId);
  if (before?.member.removed) refuse('member_removed', { member: before.member.id });
  const people = [{ connection, userId: person.userId, name: '', outsider: false }];
  const { recommended } = await recommendExperts(tx, { admin, people });
  if (recommended === 0)
    return { tone: 'info', text: '您已在专家库流程中。私聊发送「申请入库」可查看进度。' };
  return {
    tone: 'success',
    text: '已推荐您为专家。请打开与盘活助手的单聊，发送「申请入库」，填写信息后由管理员审核。',
  };
}
