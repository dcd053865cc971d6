import type { Application } from '../domain/application.ts';
import type { Member } from '../domain/member.ts';
import type { ExpertRow } from './expert-rows.ts';
import {
  dayName,
  type Fact,
  fact,
  minuteName,
  type PeopleButton,
  profileFacts,
  SHOWN_DECISION,
} from './people-wording.ts';
import { shorten } from './wording.ts';

/** A button on one expert's entry; `confirm` is asked before it counts. */
export interface EntryButton extends PeopleButton {
  readonly confirm: string;
}

/** One expert of the list, opened. */
export interface ExpertEntry {
  readonly facts: readonly Fact[];
  readonly hint: string;
  readonly buttons: readonly EntryButton[];
}

/** What the list says of one expert when it is opened at him, and what an admin may do with him. */
export function expertEntry(card: string, row: ExpertRow, timeZone: string): ExpertEntry {
  const { member, application, given, awaited } = row;
  const waits = awaited === 0 ? '' : `，${awaited} 件待评价`;
  return {
    facts: [
      ...profileFacts({ ...(application?.profile ?? NOT_SAID), name: member.name }),
      ...(member.isAdmin ? [fact('身份', '专家，也是企业管理员')] : []),
      fact('开通日期', minuteName(row.openedAt, timeZone)),
      fact('评价状态', row.status),
      fact('评价记录', `已评价 ${given} 件${waits}`),
      fact('入库申请', application ? applicationLine(application, timeZone) : '还没有提交'),
    ],
    hint: hintOf(member),
    buttons: buttonsFor(card, member),
  };
}

const NOT_SAID = { position: '', unit: '', field: '' } as const;

const ANSWERS = { waiting: '等待审核', admitted: '已通过', returned: '已退回' } as const;

function applicationLine({ state, opinion, appliedAt, decidedAt }: Application, timeZone: string): string {
  const answer = `${ANSWERS[state]}（${dayName(decidedAt ?? appliedAt, timeZone)}）`;
  return opinion === '' ? answer : `${answer}\n${shorten(opinion, SHOWN_DECISION)}`;
}

function hintOf({ expert, removed }: Member): string {
  if (removed) return '已移除的成员不能再操作；历史评价保留。';
  if (expert === 'applied') return '请在「专家入库审核」卡片上通过或退回他的申请。';
  if (expert === 'invited' || expert === 'returned') return '他在私聊卡片上完善信息并申请入库后，由您审核。';
  return expert === 'disabled' ? '停用期间不能评价；重新启用后立即恢复。' : '';
}

function buttonsFor(card: string, member: Member): EntryButton[] {
  const button = (verb: string, label: string, type: PeopleButton['type'], confirm = ''): EntryButton => ({
    name: verb,
    label,
    type,
    confirm,
    value: { card, act: 'keep-expert', verb, member: member.id },
  });
  const removal = member.isAdmin
    ? '从现在起他不能再评价，也不再是企业管理员；历史评价保留，以后可以重新启用为专家。'
    : '从现在起他不能再评价；历史评价保留，以后可以重新启用。';
  const back = button('readmit', '重新启用', 'default');
  if (member.removed) return [back];
  const out = button('remove', '移除', 'danger', removal);
  if (member.expert === 'admitted') return [button('disable', '停用', 'default'), out];
  return member.expert === 'disabled' ? [back, out] : [out];
}
