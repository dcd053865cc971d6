import { type Cooperation, wasEnteredByHand } from '../domain/cooperation.ts';
import { mustEndByHand, owesEnd } from '../domain/cooperation-end.ts';
import type { ShownField } from './form-fields.ts';
import { type Fact, fact, type PeopleButton } from './people-wording.ts';
import { PLATFORM_PAGE } from './platform-way.ts';
import { linesOf } from './wording.ts';

/** A button below a text; `url` opens a page instead, `confirm` is asked before it counts. */
export interface CooperationButton {
  readonly name: string;
  readonly label: string;
  readonly type: PeopleButton['type'];
  readonly value: Readonly<Record<string, string | number | boolean>>;
  readonly confirm: string;
  readonly url: string;
}

/** What an admin sees of an intent or a demand: the form, the exact text to confirm, or what became of it. */
export interface CooperationCard {
  readonly card: string;
  /** What it is: 合作意向 or 公开需求. */
  readonly name: string;
  readonly heading: string;
  readonly subtitle: string;
  readonly tint: 'orange' | 'blue' | 'green' | 'red' | 'grey';
  readonly editing: boolean;
  readonly confirming: boolean;
  readonly status: string;
  /** Who will read it. */
  readonly readers: string;
  /** The verb and the fields of its form; none but while it is being filled in. */
  readonly act: string;
  readonly fields: readonly ShownField[];
  /** What to know of the form. */
  readonly note: string;
  /** The exact text; empty while it is being filled in. */
  readonly text: string;
  readonly warning: string;
  /** What came back: the university's answer, or that the platform has learned of the end. */
  readonly news: string;
  readonly revision: number;
  readonly buttons: readonly CooperationButton[];
  /** The same at a glance, for cards that hold few words. */
  readonly brief: readonly (Fact & { readonly url: string })[];
}

/** Said of a form that is our own reading of the manual. */
const PROVISIONAL = '平台没有公开这张表单的字段，以下各项依据用户手册整理；在平台填报时以平台页面为准。';

/** A button that does something. */
export function actButton(
  name: string,
  label: string,
  type: PeopleButton['type'],
  value: CooperationButton['value'],
  confirm = '',
): CooperationButton {
  return { name, label, type, value, confirm, url: '' };
}

/** The button that opens the platform. */
const OPEN_PLATFORM: CooperationButton = {
  name: 'platform',
  label: '打开平台',
  type: 'default',
  value: {},
  confirm: '',
  url: PLATFORM_PAGE,
};

/** What both kinds show in the same way: the form or the text, and where it stands. */
export function commonPart(
  cooperation: Cooperation,
  form: { readonly act: string; readonly fields: readonly ShownField[]; readonly provisional: boolean },
) {
  const { state, text, revision } = cooperation;
  const editing = state === 'editing';
  return {
    editing,
    confirming: state === 'draft',
    act: form.act,
    fields: editing ? form.fields : [],
    note: editing && form.provisional ? PROVISIONAL : '',
    text: editing ? '' : text,
    revision,
  };
}

/** What a card shows to whoever is no admin any more. */
export function nothingShown(act: string, status: string) {
  return {
    tint: 'grey',
    editing: false,
    confirming: false,
    status,
    readers: '',
    act,
    fields: [],
    note: '',
    text: '',
    warning: '',
    news: '',
    revision: 0,
    buttons: [],
    brief: [],
  } as const;
}

/** The facts of a card that holds few words; the button that opens a page becomes a link among them. */
export function briefly(
  facts: readonly Fact[],
  buttons: readonly CooperationButton[],
): CooperationCard['brief'] {
  const links = buttons
    .filter(({ url }) => url !== '')
    .map(({ label, url }) => ({ ...fact('平台', label), url }));
  return [...facts.map((each) => ({ ...each, url: '' })), ...links];
}

/** How something gets to the platform: by hand or not, and who has entered it. */
export interface WayShown {
  readonly byHand: boolean;
  readonly marked: string;
}

/** Where it stands once it was confirmed, in words: with the platform, on the way there, or waiting for the admin. */
export function wayLine(cooperation: Cooperation, { byHand, marked }: WayShown): string {
  const { state, receipt, refusal } = cooperation;
  if (state === 'refused') return `平台未接收：${refusal}`;
  if (receipt !== null) return `平台已接收，回执号 ${receipt}。`;
  if (marked !== '') return marked;
  if (byHand) return '已确认。请把下面的全文填到平台，完成后点「已在平台填报」。';
  return '已确认，正在发送到平台。';
}

/** What an admin can do with what he has confirmed: note that he entered it by hand, take that back, or end it. */
export function wayButtons(
  card: string,
  cooperation: Cooperation,
  byHand: boolean,
  { mark, unmark, end }: { readonly mark: string; readonly unmark: string; readonly end: CooperationButton },
): CooperationButton[] {
  if (cooperation.state === 'submitted') {
    const posted = actButton('posted', '已在平台填报', 'primary_filled', { card, act: mark });
    return byHand ? [OPEN_PLATFORM, posted, end] : [end];
  }
  const noted = cooperation.state === 'posted' && wasEnteredByHand(cooperation);
  return noted ? [actButton('undo', '撤销已填报', 'default', { card, act: unmark }), end] : [end];
}

/** Whether the platform has learned of the end; empty while it goes on, and where there is nothing to learn. */
export function endLine(cooperation: Cooperation, byHand: boolean): string {
  if (cooperation.endReportedAt !== null) return '平台已获知，不再处理。';
  if (!owesEnd(cooperation)) return '';
  if (!byHand && !mustEndByHand(cooperation)) return '正在通知平台。';
  const { refusal } = cooperation;
  const why = refusal === '' ? '' : `平台没有接收：${refusal}。`;
  return isThere(cooperation) ? `${why}请在平台上撤下这一条，完成后点「已在平台撤下」。` : '';
}

/** What an admin does by hand about the end of what stands on the platform. */
export function endButtons(card: string, cooperation: Cooperation, byHand: boolean): CooperationButton[] {
  const forAdmin = byHand || mustEndByHand(cooperation);
  if (!forAdmin || !owesEnd(cooperation) || !isThere(cooperation)) return [];
  return [OPEN_PLATFORM, actButton('ended', '已在平台撤下', 'primary_filled', { card, act: 'report-end' })];
}

function isThere({ postedAt, refusal }: Cooperation): boolean {
  return postedAt !== null || refusal !== '';
}

/** The same in plain text; nobody can press anything. */
export function cooperationText(view: CooperationCard): string {
  return linesOf(`${view.name}：${view.heading}`, view.status, view.text, view.news);
}
