import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { nothingToDo, REMINDER_CAP, type ToDo } from '../domain/reminder.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type AsideChoices, asideChoices } from './aside-choices.ts';
import { type DigestRow, digestRows } from './digest-rows.ts';
import { countdownOf } from './digest-wording.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { toDoOf } from './to-do.ts';
import { linesOf, shorten } from './wording.ts';

/** What waits for one member: 我的待办. */
export interface ToDoCard {
  readonly card: string;
  readonly enterprise: string;
  /** False for a reader who is no member any more. */
  readonly served: boolean;
  readonly summary: string;
  readonly countdown: string;
  readonly duties: readonly Fact[];
  /** Patents to rate, those first that have waited longest. */
  readonly patents: readonly ToDoRow[];
  /** What can be done with one of them instead of rating it; null while the card is not turned to it. */
  readonly aside: AsideChoices | null;
  /** Leads back from there. */
  readonly back: PeopleButton | null;
  readonly more: string;
  readonly buttons: readonly PeopleButton[];
  /** True where few buttons stand beside the patents: cards of some channels have room for six. */
  readonly roomy: boolean;
  /** Stops the reminders, or lets them come again. */
  readonly remind: PeopleButton | null;
  readonly note: string;
}

/** A patent to rate, with the way to what else can be done with it. */
type ToDoRow = DigestRow & { readonly aside: PeopleButton };

const SHOWN = 5;

/** Reads what waits for the member whose card it is. */
export async function toDoCard(tx: Tx, card: SentCard, timeZone: string): Promise<ToDoCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const { id, enterpriseId } = reader;
  const { name, deadline } = await tx.enterprises.get(enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(name, 60) };
  if (!may(reader, 'ask-for-help')) return { ...common, served: false, summary: '您已不是本企业的成员。' };
  const aside = await asideChoices(tx, card, reader);
  if (aside) return { ...common, summary: '这件专利，您可以：', aside, back: backTo(card.id) };
  const toDo = await toDoOf(tx, reader);
  const rates = toDo.toRate > 0;
  const patents = rates
    ? await digestRows(
        tx,
        card,
        enterpriseId,
        await tx.reminders.patentsToRate(enterpriseId, id, { at: tx.at, limit: SHOWN }),
      )
    : [];
  const buttons = buttonsOf(card.id, toDo);
  const muted = await tx.reminders.isMuted(id);
  return {
    ...common,
    summary: nothingToDo(toDo) ? '没有待办，谢谢！' : '以下事项等您处理，点一下即可。',
    countdown: nothingToDo(toDo) ? '' : countdownOf(deadline, tx.at, timeZone),
    duties: dutiesOf(toDo),
    patents: patents.map((row, at) => ({ ...row, aside: asideOf(card.id, row, at + 1) })),
    more: toDo.toRate > patents.length ? `其余 ${toDo.toRate - patents.length} 件见评价库。` : '',
    buttons,
    roomy: buttons.length < 2,
    remind: turning(card.id, muted),
    note: muted
      ? '已不再提醒您。'
      : `提醒每天最多 ${REMINDER_CAP.aDay} 次，每周最多 ${REMINDER_CAP.aWeek} 次，只在工作时间。`,
  };
}

/** The same in plain text. */
export function toDoText(view: ToDoCard): string {
  return linesOf(`我的待办 · ${view.enterprise}`, toDoWords(view));
}

/** What it says under its heading. */
export function toDoWords({ summary, countdown, duties, patents, more, aside }: ToDoCard): string {
  return linesOf(
    summary,
    aside?.name ?? '',
    countdown,
    ...duties.map(({ label, text }) => `${label}：${text}`),
    ...patents.map(({ name, about }) => linesOf(name, about)),
    more,
  );
}

const NOTHING = {
  served: true,
  countdown: '',
  duties: [],
  patents: [],
  aside: null,
  back: null,
  more: '',
  buttons: [],
  roomy: true,
  remind: null,
  note: '',
} as const;

function asideOf(card: string, { patent }: DigestRow, nth: number): PeopleButton {
  const value = { card, act: 'turn-to-do', which: `patent:${patent}` };
  return { name: `aside_${nth}`, label: '暂不评', type: 'default', value };
}

function backTo(card: string): PeopleButton {
  const value = { card, act: 'turn-to-do', to: 'all' };
  return { name: 'back', label: '返回待办', type: 'default', value };
}

function dutiesOf({ toRate, toReview, applications }: ToDo): Fact[] {
  const all: readonly [string, number, string][] = [
    ['待评价', toRate, '件专利'],
    ['待审核', toReview, '件专利有新的专家评价'],
    ['入库申请', applications, '份'],
  ];
  return all.flatMap(([label, count, unit]) => (count > 0 ? [{ label, text: `${count} ${unit}` }] : []));
}

function buttonsOf(card: string, { toRate, toReview, applications }: ToDo): PeopleButton[] {
  const button = (name: string, label: string, value: Readonly<Record<string, string>>): PeopleButton => ({
    name,
    label,
    type: 'default',
    value: { card, ...value },
  });
  return [
    ...(toRate > 0 ? [button('library', '评价库', { act: 'open-library', library: 'evaluation' })] : []),
    ...(toReview > 0 ? [button('evaluations', '评价管理', { act: 'open-evaluations' })] : []),
    ...(applications > 0 ? [button('experts', '专家名单', { act: 'open-experts' })] : []),
  ];
}

function turning(card: string, muted: boolean): PeopleButton {
  const value = { card, act: 'turn-reminders', to: muted ? 'on' : 'off' };
  return { name: 'reminders', label: muted ? '恢复提醒' : '不再提醒', type: 'default', value };
}
