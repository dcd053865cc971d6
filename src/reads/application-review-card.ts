import type { Application } from '../domain/application.ts';
import type { Member } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import {
  applicationFacts,
  type Fact,
  factLines,
  minuteName,
  SHOWN_DECISION,
  shownName,
} from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';

/** What admins see of an application for the expert library: what the expert says, and their answer. */
export interface ApplicationReviewCard {
  readonly card: string;
  readonly enterprise: string;
  readonly tint: 'orange' | 'green' | 'grey';
  readonly open: boolean;
  readonly facts: readonly Fact[];
  /** What the expert was told when an earlier application came back; empty when this is his first. */
  readonly earlier: string;
  readonly status: string;
  readonly opinion: string;
}

/** Reads what the card for reviewing an application shows at this moment. */
export async function applicationReviewCard(
  tx: Tx,
  card: SentCard,
  timeZone: string,
): Promise<ApplicationReviewCard> {
  const application = await tx.applications.get(card.subjectId);
  const applicant = await tx.members.get(application.memberId);
  const enterprise = await tx.enterprises.get(application.enterpriseId);
  const base = { card: card.id, enterprise: shorten(enterprise.name, 60) };
  if (!(await viewerMay(tx, card, 'review-applications'))) return { ...base, ...NOT_HIS };
  const all = await tx.applications.ofMember(applicant.id);
  const [newest] = all;
  const before = all[all.findIndex(({ id }) => id === application.id) + 1];
  const replaced = newest !== undefined && newest.id !== application.id;
  const open =
    application.state === 'waiting' && applicant.expert === 'applied' && !applicant.removed && !replaced;
  const decided = await decisionLine(tx, application, timeZone);
  return {
    ...base,
    tint: open ? 'orange' : application.state === 'admitted' ? 'green' : 'grey',
    open,
    facts: applicationFacts(application, timeZone),
    earlier: open && before ? earlierLine(before) : '',
    status: open
      ? '请审核这位专家的入库申请。'
      : linesOf(decided, afterwards(application, applicant, replaced)),
    opinion: shorten(application.opinion, SHOWN_DECISION),
  };
}

const NOT_HIS = { tint: 'grey', open: false, facts: [], earlier: '', status: NO_ADMIN, opinion: '' } as const;

/** The same in plain text; an application cannot be answered in words. */
export function applicationReviewText(view: ApplicationReviewCard): string {
  const { enterprise, facts, earlier, status, opinion, open } = view;
  const end = open ? '卡片没有显示出来，暂时不能在这里审核。请联系系统管理员。' : '';
  const said = opinion === '' ? '' : `审核意见：${opinion}`;
  return linesOf(`专家入库审核：${enterprise}`, factLines(facts), earlier, status, said, end);
}

function earlierLine({ state, opinion }: Application): string {
  return state === 'returned'
    ? `上次退回的意见：${shorten(opinion, SHOWN_DECISION)}`
    : '这位专家曾经申请过入库。';
}

async function decisionLine(tx: Tx, application: Application, timeZone: string): Promise<string> {
  const { decidedBy, decidedAt, state } = application;
  if (decidedBy === null || decidedAt === null) return '';
  const admin = await tx.members.get(decidedBy);
  const done = state === 'admitted' ? '已通过' : '已退回';
  return `${done}（${shownName(admin.name)}，${minuteName(decidedAt, timeZone)}）`;
}

/** What has happened since that leaves nothing to decide here. */
function afterwards(application: Application, applicant: Member, replaced: boolean): string {
  if (replaced) return '这位专家已重新提交申请，请看最新的卡片。';
  if (applicant.removed) return '这位专家已被移除。';
  return application.state === 'waiting' ? '这份申请不用再审核。' : '';
}
