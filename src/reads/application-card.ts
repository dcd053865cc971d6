import type { Application } from '../domain/application.ts';
import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { applicationFacts, type Fact, factLines, profileFacts, SHOWN_DECISION } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** What an expert sees of his way into the library: the form, or what became of what he sent. */
export interface ApplicationCard {
  readonly card: string;
  readonly enterprise: string;
  readonly tint: 'orange' | 'blue' | 'green' | 'grey';
  readonly editing: boolean;
  readonly status: string;
  /** The admin's opinion on the last application; empty when he gave none, or it is not answered. */
  readonly opinion: string;
  readonly facts: readonly Fact[];
  /** What is known of him at a glance, while he is asked for it too. */
  readonly brief: readonly Fact[];
  readonly name: string;
  readonly position: string;
  readonly unit: string;
  readonly field: string;
}

/** The longest text an input of a profile takes, in characters. */
const LINE_LENGTH = 60;

/** Reads what the card of an expert's application shows at this moment. */
export async function applicationCard(tx: Tx, card: SentCard, timeZone: string): Promise<ApplicationCard> {
  const member = await tx.members.get(card.subjectId);
  const enterprise = await tx.enterprises.get(member.enterpriseId);
  const [last] = await tx.applications.ofMember(member.id);
  const { status, tint } = statusOf(member, last);
  const editing = may(member, 'apply') && (member.expert === 'invited' || member.expert === 'returned');
  const { name, position, unit, field } = last?.profile ?? {
    name: member.name,
    position: '',
    unit: enterprise.name,
    field: '',
  };
  const facts = editing || member.removed || !last ? [] : applicationFacts(last, timeZone);
  return {
    card: card.id,
    enterprise: shorten(enterprise.name, LINE_LENGTH),
    tint,
    editing,
    status,
    opinion: member.removed ? '' : shorten(last?.opinion ?? '', SHOWN_DECISION),
    facts,
    brief: editing ? profileFacts({ name, position, unit, field }) : facts,
    name: shorten(name, LINE_LENGTH),
    position: shorten(position, LINE_LENGTH),
    unit: shorten(unit, LINE_LENGTH),
    field: shorten(field, LINE_LENGTH),
  };
}

/** The same in plain text; a form cannot be filled in words. */
export function applicationText({ enterprise, status, opinion, facts, editing }: ApplicationCard): string {
  const end = editing ? '卡片没有显示出来。请发送「申请入库」再试一次，或联系企业管理员。' : '';
  const said = opinion === '' ? '' : `管理员的意见：${opinion}`;
  return linesOf(`专家入库：${enterprise}`, status, said, factLines(facts), end);
}

function statusOf(
  { expert, removed }: Member,
  last: Application | undefined,
): Pick<ApplicationCard, 'status' | 'tint'> {
  if (removed) return { status: '您已不在本企业的专家库中。如有疑问请联系企业管理员。', tint: 'grey' };
  switch (expert) {
    case 'none':
      return { status: '您还没有被推荐为专家。请联系企业管理员。', tint: 'grey' };
    case 'invited':
      return last
        ? { status: '企业管理员再次推荐了您，请核对信息后申请入库。', tint: 'blue' }
        : { status: '企业管理员推荐您为专家，请完善信息并申请入库。', tint: 'blue' };
    case 'returned':
      return { status: '申请被退回，请按管理员的意见修改后重新提交。', tint: 'orange' };
    case 'applied':
      return { status: '已提交，等待企业管理员审核。', tint: 'blue' };
    case 'admitted':
      return { status: '您已入库：点群里专利卡片上的一颗星，即完成评价。', tint: 'green' };
    case 'disabled':
      return { status: '您的专家身份已停用，暂不能评价。如有疑问请联系企业管理员。', tint: 'grey' };
  }
}
