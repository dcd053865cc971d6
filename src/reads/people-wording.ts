import type { Application, ExpertProfile } from '../domain/application.ts';
import { localTime } from '../domain/calendar.ts';
import type { ExpertState, Member } from '../domain/member.ts';
import { shorten } from './wording.ts';

/** One thing known of somebody, with what it is called. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** A button of a card about people: its name on the card, what it says, how it looks, and what it carries. */
export interface PeopleButton {
  readonly name: string;
  readonly label: string;
  readonly type: 'primary_filled' | 'default' | 'danger';
  readonly value: Readonly<Record<string, string>>;
}

/** The longest name on a card, in characters. */
const NAME_LENGTH = 20;

/** The longest opinion of an admin on a card, in characters; it is the longest he can write. */
export const SHOWN_DECISION = 300;

/** A person's name on a card; whoever was picked from a list has none until he says it. */
export function shownName(name: string): string {
  return name.trim() === '' ? '（还没有姓名）' : shorten(name, NAME_LENGTH);
}

const STATES: Readonly<Record<ExpertState, string>> = {
  none: '未推荐',
  invited: '待完善资料',
  applied: '待审核',
  returned: '已退回',
  admitted: '已入库',
  disabled: '已停用',
};

/** How far somebody is on the way into the expert library, in Chinese. */
export function expertStateName({ expert, removed }: Pick<Member, 'expert' | 'removed'>): string {
  return removed ? '已移除' : STATES[expert];
}

/** The day of a moment as `2026-11-22` in a time zone. */
export function dayName(at: Date, timeZone: string): string {
  return localTime(at, timeZone).day;
}

/** A moment as `2026-11-22 10:05` on the wall clock of a time zone. */
export function minuteName(at: Date, timeZone: string): string {
  const { day, minute } = localTime(at, timeZone);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What somebody says of himself, as facts; what he has not said is named as such. */
export function profileFacts({ name, position, unit, field }: ExpertProfile): Fact[] {
  return [fact('姓名', name), fact('职务', position), fact('所属单位', unit), fact('所属领域', field)];
}

/** An application as facts: what was said, and when. */
export function applicationFacts({ profile, appliedAt }: Application, timeZone: string): Fact[] {
  return [...profileFacts(profile), fact('申请时间', minuteName(appliedAt, timeZone))];
}

/** A fact, said to be missing when it is. */
export function fact(label: string, text: string): Fact {
  return { label, text: text === '' ? '未填写' : text };
}

/** Facts as lines of a plain text. */
export function factLines(facts: readonly Fact[]): string {
  return facts.map(({ label, text }) => `${label}：${text}`).join('\n');
}
