import type { Intent } from '../domain/intent.ts';
import { offeringModes } from '../domain/outward-form.ts';
import { warningsOf } from '../domain/outward-text.ts';
import type { Patent } from '../domain/patent.ts';
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
import { answerLine, intentStateName, originName } from './intent-wording.ts';
import { type Fact, fact } from './people-wording.ts';
import { markedLine, type PlatformWay } from './platform-way.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, titleOf } from './wording.ts';

/** Reads what the card of an intent shows at this moment. */
export async function intentCard(
  tx: Tx,
  sent: SentCard,
  { byHand, timeZone }: PlatformWay,
): Promise<CooperationCard> {
  const intent = await tx.intents.get(sent.subjectId);
  const way = { byHand, marked: await markedLine(tx, intent, timeZone) };
  const patent = await tx.patents.get(intent.patentId);
  const named = {
    card: sent.id,
    name: '合作意向',
    heading: titleOf(patent),
    subtitle: `${patent.applicationNumber} · ${originName(intent.origin)}`,
  };
  if (!(await viewerMay(tx, sent, 'send-intent')))
    return { ...named, ...nothingShown('draft-intent', NO_ADMIN) };
  const form = offeringModes(tx.forms.intent, patent.cooperationModes);
  const buttons = buttonsFor(sent.id, intent, patent, byHand);
  return {
    ...named,
    tint: tintOf(intent),
    ...commonPart(intent, {
      act: 'draft-intent',
      fields: shownFields(form, intent.fields),
      provisional: form.provisional,
    }),
    confirming: intent.state === 'draft' && patent.state === 'registered',
    status: statusOf(intent, patent, way),
    readers: '内容将直接推送给专利所属高校。',
    warning: intent.state === 'draft' ? secretsLine(intent.text) : '',
    news: linesOf(intent.answer ? answerLine(intent.answer) : '', endLine(intent, byHand)),
    buttons,
    brief: briefly(factsOf(intent, patent), buttons),
  };
}

function factsOf(intent: Intent, patent: Patent): Fact[] {
  return [
    fact('专利号', patent.applicationNumber),
    fact('来源', originName(intent.origin)),
    fact('状态', intentStateName(intent.state)),
  ];
}

function tintOf({ state }: Intent): CooperationCard['tint'] {
  if (state === 'editing' || state === 'draft') return 'orange';
  if (state === 'posted' || state === 'answered') return 'green';
  if (state === 'refused') return 'red';
  return state === 'withdrawn' ? 'grey' : 'blue';
}

function statusOf(intent: Intent, patent: Patent, way: WayShown): string {
  const gone = patent.state === 'registered' ? '' : '该专利已不在登记库（失效、转让或撤回）。';
  switch (intent.state) {
    case 'editing':
      return gone === '' ? '' : `${gone}不能再发送合作意向。`;
    case 'draft':
      return gone === '' ? '请核对：以下全文将一字不改地发送。' : `${gone}不能再发送合作意向。`;
    case 'withdrawn':
      return intent.submittedAt === null ? '已放弃，没有发送任何内容。' : `已撤回。${gone}`;
    case 'refused':
      return `${wayLine(intent, way)}。可以修改后重新发起。${gone}`;
    case 'submitted':
    case 'posted':
    case 'answered':
      return `${wayLine(intent, way)}${gone}`;
  }
}

function buttonsFor(card: string, intent: Intent, patent: Patent, byHand: boolean): CooperationButton[] {
  const over = patent.state !== 'registered';
  const drop = actButton('withdraw', '放弃填写', 'default', { card, act: 'withdraw-intent' });
  const withdraw = actButton(
    'withdraw',
    '撤回意向',
    'danger',
    { card, act: 'withdraw-intent' },
    '撤回后高校不再处理这份合作意向，需要时可以重新发起。',
  );
  switch (intent.state) {
    case 'editing':
      return [drop];
    case 'draft': {
      const { revision } = intent;
      const send = actButton('confirm', '确认发送', 'primary_filled', { card, act: 'send-intent', revision });
      const back = actButton('reopen', '返回修改', 'default', { card, act: 'reopen-intent' });
      return over ? [drop] : [send, back, drop];
    }
    case 'submitted':
    case 'posted':
    case 'answered':
      return wayButtons(card, intent, byHand, {
        mark: 'mark-intent-posted',
        unmark: 'unmark-intent-posted',
        end: withdraw,
      });
    case 'withdrawn':
    case 'refused':
      return [
        ...endButtons(card, intent, byHand),
        ...(over ? [] : [actButton('again', '重新发起', 'default', { card, act: 'open-intent' })]),
      ];
  }
}

/** A university gets the contact on purpose; words of trade secrets it may not be meant to get. */
function secretsLine(text: string): string {
  const found = warningsOf(text).filter(({ kind }) => kind === 'secret');
  const words = [...new Set(found.map(({ found: word }) => word))].join('、');
  return words === '' ? '' : `请注意，内容里有可能涉密的字眼：${words}。请确认可以告诉高校。`;
}
