import type { SentCard } from '../stores/card-store.ts';
import type { PlatformWork } from '../stores/platform-work-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { actButton, type CooperationButton } from './cooperation-card.ts';
import { type Fact, fact, factLines } from './people-wording.ts';
import { PLATFORM_PAGE, type PlatformWay } from './platform-way.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';
import { waitingLine, workForAdmins, workItem } from './work-item.ts';

/** 待填报: what an admin has to enter on the platform by hand, one thing at a time, each field by itself. */
export interface WorkListCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  readonly summary: string;
  /** What it is; empty when nothing is to be done. */
  readonly what: string;
  readonly heading: string;
  readonly place: string;
  readonly fields: readonly Fact[];
  readonly position: string;
  readonly buttons: readonly CooperationButton[];
  readonly brief: readonly (Fact & { readonly url: string })[];
}

const NOTHING = {
  what: '',
  heading: '',
  place: '',
  fields: [],
  position: '',
  buttons: [],
  brief: [],
} as const;

/** Reads what the list shows at this moment; a place behind its end is its last one. */
export async function workListCard(tx: Tx, card: SentCard, { byHand }: PlatformWay): Promise<WorkListCard> {
  const { id, enterpriseId, turnedTo, viewerId } = card;
  const { name } = await tx.enterprises.get(enterpriseId);
  const common = { ...NOTHING, card: id, enterprise: shorten(name, 60), served: true };
  if (!(await viewerMay(tx, card, 'evaluate'))) return { ...common, served: false, summary: NO_ADMIN };
  const mode = byHand ? 'manual' : 'http';
  const all = await workForAdmins(tx, enterpriseId, mode);
  const at = Math.min(Math.max(1, Number(turnedTo) || 1), Math.max(1, all.length));
  const work = all[at - 1];
  const undo = viewerId === null ? [] : await undoButton(tx, id, viewerId);
  const counts = await waitingLine(tx, enterpriseId, mode);
  if (!work) return { ...common, summary: linesOf('没有待填报的内容。', counts), buttons: undo };
  const item = await workItem(tx, work);
  return {
    ...common,
    ...item,
    summary: counts,
    position: `第 ${at} / ${all.length} 条`,
    buttons: [markButton(id, work), ...turnButtons(id, at, all.length), ...undo, EXPORT(id)],
    brief: [
      { ...fact('填到', item.place), url: '' },
      { ...fact('平台', '打开平台'), url: PLATFORM_PAGE },
    ],
  };
}

const EXPORT = (card: string) => actButton('export', '导出清单', 'default', { card, act: 'export-work' });

function markButton(card: string, { kind, of, id, revision }: PlatformWork): CooperationButton {
  const label = kind === 'end' ? '已撤下' : '已填报';
  const value = { card, act: 'mark-work', which: `${kind}:${of}:${id}`, revision };
  return actButton('mark', label, 'primary_filled', value);
}

function turnButtons(card: string, at: number, last: number): CooperationButton[] {
  const turn = (name: string, label: string, to: number) =>
    actButton(name, label, 'default', { card, act: 'turn-work', to: String(to) });
  return [
    ...(at < last ? [turn('after', '下一条', at + 1)] : []),
    ...(at > 1 ? [turn('before', '上一条', at - 1)] : []),
  ];
}

async function undoButton(tx: Tx, card: string, viewerId: string): Promise<CooperationButton[]> {
  const marked = await tx.platformWork.lastMarked(viewerId);
  if (!marked) return [];
  const which = `${marked.of}:${marked.of}:${marked.id}`;
  return [actButton('undo', '撤销上一条登记', 'default', { card, act: 'unmark-work', which })];
}

/** The same in plain text; nobody can press anything. */
export function workListText({ position, what, heading, place, fields, summary }: WorkListCard): string {
  if (what === '') return linesOf('待填报', summary);
  return linesOf(`${position} ${what}：${heading}`, `填到平台：${place}`, factLines(fields), summary);
}
