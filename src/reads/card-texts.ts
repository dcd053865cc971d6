import type { EnterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import type { PatentCard } from './patent-card.ts';
import type { ReturnedCard } from './returned-card.ts';
import type { ReviewCard } from './review-card.ts';
import { linesOf } from './wording.ts';

/** What stands in a text instead of buttons that nothing can replace. */
const NO_BUTTONS = '卡片没有显示出来，暂时不能在这里操作。请联系系统管理员。';

/** What an expert can answer, in plain text. */
export function patentText({ open, title, subtitle, progress }: PatentCard): string {
  const hint = open ? '请回复本消息评价并 @盘活助手，例如：4星 工艺成熟，可中试' : '';
  return linesOf(title, subtitle, progress, hint);
}

/** What became of an expert’s answer, in plain text. */
export function returnedText({ waiting, title, reason, status }: ReturnedCard): string {
  return waiting ? `评价被退回：${title}\n理由：${reason}\n请回复本消息重新评价，例如：4星 工艺成熟` : status;
}

/** What waits for the admin’s review, in plain text. */
export function reviewText({ open, title, summary, status }: ReviewCard): string {
  return linesOf(`专家评价审核：${title}`, summary, open ? NO_BUTTONS : status);
}

/** How far the enterprise’s evaluation is, in plain text. */
export function evaluationText(view: EnterpriseEvaluationCard): string {
  const { title, status, number, stars, opinion } = view;
  const content = view.editing || stars === '' ? '' : `专利 ${number}\n${stars}\n${opinion}`;
  const end = view.editing || view.confirming || view.byHand ? NO_BUTTONS : '';
  return linesOf(`企业评价：${title}`, status, content, end);
}
