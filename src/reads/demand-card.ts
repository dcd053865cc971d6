import type { Demand } from '../domain/demand.ts';
import { type OutwardWarning, warningsOf } from '../domain/outward-text.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import {
  actButton,
  briefly,
  type CooperationButton,
  type CooperationCard,
  commonPart,
  endButtons,
  endLine,
  nothingShown,
  type WayShown,
  wayButtons,
  wayLine,
} from './cooperation-card.ts';
import { shownFields } from './form-fields.ts';
import { fact } from './people-wording.ts';
import { markedLine, type PlatformWay } from './platform-way.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { shorten } from './wording.ts';

/** Reads what the card of a demand shows at this moment. */
export async function demandCard(
  tx: Tx,
  sent: SentCard,
  { byHand, timeZone }: PlatformWay,
): Promise<CooperationCard> {
  const demand = await tx.demands.get(sent.subjectId);
  const way = { byHand, marked: await markedLine(tx, demand, timeZone) };
  const named = {
    card: sent.id,
    name: '公开需求',
    heading: demand.title === '' ? '发布需求' : shorten(demand.title, 60),
    subtitle: demandStateName(demand.state),
  };
  if (!(await viewerMay(tx, sent, 'manage-demands')))
    return { ...named, ...nothingShown('draft-demand', NO_ADMIN) };
  const form = tx.forms.demand;
  const warnings = demand.state === 'draft' ? warningsOf(demand.text) : [];
  const buttons = buttonsFor(sent.id, demand, warnings.length > 0, byHand);
  return {
    ...named,
    tint: tintOf(demand),
    ...commonPart(demand, {
      act: 'draft-demand',
      fields: shownFields(form, demand.fields),
      provisional: form.provisional,
    }),
    status: statusOf(demand, way),
    readers: '发布后平台所有用户可见，请勿填写不宜公开的内容。',
    warning: warningLine(warnings),
    news: endLine(demand, byHand),
    buttons,
    brief: briefly([fact('状态', demandStateName(demand.state)), fact('可见', '平台所有用户')], buttons),
  };
}

const STATES: Readonly<Record<Demand['state'], string>> = {
  editing: '填写中',
  draft: '待确认',
  submitted: '待平台接收',
  posted: '已公开发布',
  closed: '已关闭',
  refused: '平台未接收',
};

/** Where a demand stands, in Chinese. */
export function demandStateName(state: Demand['state']): string {
  return STATES[state];
}

function tintOf({ state }: Demand): CooperationCard['tint'] {
  if (state === 'editing' || state === 'draft') return 'orange';
  if (state === 'posted') return 'green';
  if (state === 'refused') return 'red';
  return state === 'closed' ? 'grey' : 'blue';
}

function statusOf(demand: Demand, way: WayShown): string {
  switch (demand.state) {
    case 'editing':
      return '';
    case 'draft':
      return '请核对：以下全文将一字不改地公开发布。';
    case 'closed':
      return demand.submittedAt === null ? '已放弃，没有发布任何内容。' : '已关闭。';
    case 'refused':
      return `${wayLine(demand, way)}。可以修改后重新发布。`;
    case 'submitted':
    case 'posted':
      return wayLine(demand, way);
  }
}

const KINDS: Readonly<Record<OutwardWarning['kind'], string>> = {
  phone: '电话号码',
  mail: '邮箱',
  account: '社交账号',
  secret: '可能涉密的字眼',
};

/** What in a text its author may not want everybody to read, in one sentence; empty when nothing was found. */
function warningLine(warnings: readonly OutwardWarning[]): string {
  if (warnings.length === 0) return '';
  const found = warnings.map(({ kind, found: words }) => `${KINDS[kind]}「${words}」`);
  return `请注意，以下内容发布后人人可见：${shorten([...new Set(found)].join('、'), 300)}。`;
}

function buttonsFor(card: string, demand: Demand, warned: boolean, byHand: boolean): CooperationButton[] {
  const drop = actButton('close', '放弃填写', 'default', { card, act: 'close-demand' });
  const close = actButton(
    'close',
    '关闭需求',
    'danger',
    { card, act: 'close-demand' },
    '关闭后平台不再展示这条需求，不能重新打开。',
  );
  switch (demand.state) {
    case 'editing':
      return [drop];
    case 'draft': {
      const { revision } = demand;
      const value = { card, act: 'publish-demand', revision, warned };
      const label = warned ? '已核对，公开发布' : '确认公开发布';
      return [
        actButton('confirm', label, 'primary_filled', value),
        actButton('reopen', '返回修改', 'default', { card, act: 'reopen-demand' }),
        drop,
      ];
    }
    case 'submitted':
    case 'posted':
      return wayButtons(card, demand, byHand, {
        mark: 'mark-demand-posted',
        unmark: 'unmark-demand-posted',
        end: close,
      });
    case 'closed':
    case 'refused':
      return [
        ...endButtons(card, demand, byHand),
        actButton('again', '再发布一条', 'default', { card, act: 'open-demand' }),
      ];
  }
}
