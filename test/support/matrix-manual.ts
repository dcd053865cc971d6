import type { Standing } from './matrix-people.ts';

/**
 * The table of the platform's manual (lines 42-49), copied by hand: 功能, 企业管理员, 专家. It is written out here a second
 * time so that a slip in `src/domain/permissions.ts` meets something it cannot have changed.
 */
const TABLE = [
  ['推荐技术专家', '√', ''],
  ['专利评价管理', '√', ''],
  ['专利转化评价库', '√ (评价、审核)', '√ (评价)'],
  ['专利转化关注库', '√ (查看、关注领域设置、发布合作意向)', '√ (仅查看)'],
  ['专利转化资源库', '√ (查看、发布合作意向)', '√ (仅查看)'],
  ['企业需求发布管理', '√', ''],
] as const;

/** A line of the table, and what of it is done; `as` where both roles do it, each in his own way. */
interface Entitled {
  readonly line: (typeof TABLE)[number][0];
  readonly does?: string;
  readonly as?: 'admin' | 'expert';
}

/** What the table does not speak of: who may do it according to the rest of the manual and to the issue. */
type Beside =
  /** 企业管理员: he completes his own account (line 36), shares and hands over his role, and gives groups a purpose. */
  | 'admin'
  /** 专家 with an account, admitted or not: 完善专家信息, 申请入库 (line 57). */
  | 'account'
  /** Whoever belongs to the enterprise and was not removed may see what was sent to him. */
  | 'member'
  /** Whoever is or was known to nobody is told what this is; whoever is known is told what he may do. */
  | 'everybody'
  /** The code itself is the right. */
  | 'code';

const RECOMMEND: Entitled = { line: '推荐技术专家' };
const RATE: Entitled = { line: '专利转化评价库', does: '评价', as: 'expert' };
const REVIEW: Entitled = { line: '专利转化评价库', does: '审核' };
const VIEW: Entitled = { line: '专利转化评价库' };
/** 我有合作意向, which the manual names beside both libraries that are only looked at (lines 47-48, 105). */
const WISH: Entitled = { line: '专利转化资源库', does: '发布合作意向' };
/** 仅查看: what both roles may do in the library of all that is registered. */
const LOOK: Entitled = { line: '专利转化资源库' };
/** 仅查看, and what the admin may do besides. */
const SEE: Entitled = { line: '专利转化关注库' };
/** 关注领域设置, which experts only look at. */
const WANT: Entitled = { line: '专利转化关注库', does: '关注领域设置' };
const MANAGE: Entitled = { line: '专利评价管理' };
const NEEDS: Entitled = { line: '企业需求发布管理' };
const EVALUATE: Entitled = { line: '专利转化评价库', does: '评价', as: 'admin' };

/** Every way to act by a button, with the line of the manual that decides about it. */
export const VERBS: Readonly<Record<string, Entitled | Beside>> = {
  rate: RATE,
  review: REVIEW,
  'open-detail': LOOK,
  'open-rating': RATE,
  'open-library': LOOK,
  'turn-library': LOOK,
  'search-library': LOOK,
  'open-focus': SEE,
  'turn-focus': WANT,
  'preview-focus': WANT,
  'propose-focus': WANT,
  'adopt-suggestion': WANT,
  'dismiss-suggestion': WANT,
  'save-focus': WANT,
  'drop-focus': WANT,
  'undo-focus': WANT,
  'save-search': LOOK,
  'open-searches': LOOK,
  'turn-searches': LOOK,
  'open-saved': LOOK,
  'rename-saved': LOOK,
  'drop-saved': LOOK,
  'open-digest': VIEW,
  'turn-digest': 'admin',
  'plan-digest': 'admin',
  'open-campaign': 'admin',
  'turn-campaign': 'admin',
  'plan-campaign': 'admin',
  'open-to-do': 'member',
  'turn-reminders': 'member',
  'turn-to-do': RATE,
  'put-off': RATE,
  decline: RATE,
  'pass-on': RATE,
  'open-portfolio': VIEW,
  'turn-portfolio': VIEW,
  'open-evaluation': EVALUATE,
  draft: EVALUATE,
  reopen: EVALUATE,
  submit: EVALUATE,
  'mark-posted': EVALUATE,
  'unmark-posted': EVALUATE,
  'open-intent': WISH,
  'draft-intent': WISH,
  'reopen-intent': WISH,
  'send-intent': WISH,
  'withdraw-intent': WISH,
  'mark-intent-posted': WISH,
  'unmark-intent-posted': WISH,
  'open-demand': NEEDS,
  'draft-demand': NEEDS,
  'reopen-demand': NEEDS,
  'publish-demand': NEEDS,
  'close-demand': NEEDS,
  'mark-demand-posted': NEEDS,
  'unmark-demand-posted': NEEDS,
  'report-end': NEEDS,
  'open-needs': NEEDS,
  'open-need': NEEDS,
  'turn-needs': NEEDS,
  'open-evaluations': MANAGE,
  'turn-evaluations': MANAGE,
  'filter-evaluations': MANAGE,
  'open-listed': MANAGE,
  'accept-listed': REVIEW,
  'open-work': EVALUATE,
  'mark-work': EVALUATE,
  'unmark-work': EVALUATE,
  'turn-work': EVALUATE,
  'export-work': 'admin',
  'export-library': 'admin',
  'import-into': 'admin',
  'cancel-import': 'admin',
  'open-experts': RECOMMEND,
  'open-recommend': RECOMMEND,
  'open-admin-profile': 'admin',
  'open-application': 'account',
  'edit-admin-profile': 'admin',
  'save-admin-profile': 'admin',
  apply: 'account',
  'decide-application': RECOMMEND,
  turn: RECOMMEND,
  'keep-expert': RECOMMEND,
  'recommend-picked': RECOMMEND,
  'recommend-listed': RECOMMEND,
  show: 'member',
};

/** Every way to act in words, with the line of the manual that decides about it. */
export const ORDERS: Readonly<Record<string, Entitled | Beside>> = {
  bind: 'code',
  help: 'everybody',
  'bind-admins': 'admin',
  'bind-experts': 'admin',
  experts: RECOMMEND,
  recommend: RECOMMEND,
  application: 'account',
  'admin-profile': 'admin',
  needs: NEEDS,
  demand: NEEDS,
  'evaluation-library': VIEW,
  'focus-library': SEE,
  'resource-library': LOOK,
  focus: SEE,
  search: LOOK,
  'saved-searches': LOOK,
  digest: VIEW,
  campaign: 'admin',
  'to-do': 'member',
  detail: LOOK,
  evaluations: MANAGE,
  'work-list': EVALUATE,
  'add-admin': 'admin',
  'hand-over': 'admin',
  rating: RATE,
};

/** Says whether the manual lets somebody who stands so do this. */
export function entitled(to: Entitled | Beside | undefined, standing: Standing): boolean {
  if (to === undefined) return false;
  if (to === 'admin') return standing.roles.includes('admin');
  if (to === 'account') return standing.account;
  if (to === 'member') return standing.is === 'member';
  if (to === 'everybody' || to === 'code') return true;
  const row = TABLE.find(([line]) => line === to.line);
  const cells = { admin: row?.[1] ?? '', expert: row?.[2] ?? '' };
  return standing.roles.some((role) => {
    if (to.as !== undefined && to.as !== role) return false;
    const [tick = '', more = ''] = cells[role].split(' ');
    return tick === '√' && (more === '' || more.includes(to.does ?? more));
  });
}
