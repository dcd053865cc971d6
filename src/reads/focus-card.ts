import { type Focus, focusChanges, saysNothing } from '../domain/focus.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { percentOf, type Rematch } from '../domain/rematch.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { KeptChange } from '../stores/focus-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { adviceFor, proposalLine, type Suggested, suggested } from './focus-advice.ts';
import { focusButton as button } from './focus-button.ts';
import { type FocusPreview, previewFocus } from './focus-preview.ts';
import { changeLines, type FocusField, focusFacts, focusFields } from './focus-wording.ts';
import { type Fact, minuteName, type PeopleButton } from './people-wording.ts';
import { reasonLine } from './reasons.ts';
import { linesOf, shorten } from './wording.ts';

/** What an enterprise wants to see: shown, filled in, or checked before it is saved. */
export interface FocusCard {
  readonly card: string;
  readonly enterprise: string;
  /** False for whoever may not see it any more. */
  readonly served: boolean;
  readonly summary: string;
  readonly parts: readonly Fact[];
  /** What saving would change, and what it would bring. */
  readonly changes: readonly string[];
  readonly effect: string;
  readonly examples: readonly Example[];
  /** The form; empty while it is not filled in. */
  readonly fields: readonly FocusField[];
  readonly suggestions: readonly Suggested[];
  /** The last changes, the newest first. */
  readonly history: readonly string[];
  readonly buttons: readonly PeopleButton[];
  /** True where the focus may be filled in, in a form or in words. */
  readonly fill: boolean;
  /** The focus at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

interface Example {
  readonly name: string;
  readonly place: string;
  readonly reason: string;
}

/** How many changes are shown, and how many facts stand on a card that holds few words. */
const HISTORY = 3;
const BRIEF = 5;
const LONGEST_PART = 200;

/** Reads what the card of a focus shows at this moment to its reader. */
export async function focusCard(tx: Tx, card: SentCard, timeZone: string): Promise<FocusCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const { name, focus } = await tx.enterprises.get(card.enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(name, 60) };
  if (!may(reader, 'view-focus-library'))
    return { ...common, served: false, summary: '您现在不能查看关注领域。' };
  if (!may(reader, 'set-focus')) return { ...common, ...(await standing(tx, card, focus)) };
  const kept = await tx.focus.draftOf(reader.id);
  const draft = kept?.enterpriseId === card.enterpriseId ? kept : null;
  if (card.turnedTo === 'form') return { ...common, ...formOf(tx, card.id, draft?.focus ?? focus) };
  if (card.turnedTo === 'check' && draft) return { ...common, ...(await checked(tx, card.id, focus, draft)) };
  return { ...common, ...(await standing(tx, card, focus)), ...(await forAdmin(tx, card, focus, timeZone)) };
}

/** The same in plain text; nobody can change anything there. */
export function focusText(view: FocusCard): string {
  const { enterprise, summary, parts, changes, effect, examples, suggestions, history } = view;
  return linesOf(
    `关注领域：${enterprise}`,
    summary,
    ...parts.map(({ label, text }) => `${label}：${text}`),
    ...changes,
    effect,
    ...examples.map(({ name, place, reason }) => linesOf(name, place, reason)),
    ...suggestions.map(({ text }) => text),
    ...history,
  );
}

const NOTHING = {
  served: true,
  parts: [],
  changes: [],
  effect: '',
  examples: [],
  fields: [],
  suggestions: [],
  history: [],
  buttons: [],
  fill: false,
  brief: [],
} as const;

async function standing(tx: Tx, card: SentCard, focus: Focus) {
  const rematch = await tx.rematches.find(card.enterpriseId);
  const library = { library: 'focus' };
  return {
    summary: saysNothing(focus) ? '还没有设置关注领域，转化关注库里不会有专利。' : progressOf(rematch),
    ...partsOf(tx, focus),
    buttons: [button(card.id, 'library', '关注库', 'open-library', library)],
  };
}

function progressOf(rematch: Rematch | null): string {
  if (!rematch || rematch.endedAt) return '转化关注库按这里的设置匹配；已推送的专利不受修改影响。';
  return `转化关注库正在按新的关注领域更新：${percentOf(rematch)}%`;
}

async function forAdmin(tx: Tx, card: SentCard, focus: Focus, timeZone: string) {
  const { id, enterpriseId } = card;
  const changes = await tx.focus.changesOf(enterpriseId, HISTORY);
  const advice = await adviceFor(tx, enterpriseId);
  const proposal = saysNothing(focus) ? advice.proposal : null;
  const [last] = changes;
  return {
    fill: true,
    effect: proposal === null ? '' : proposalLine(proposal, tx.taxonomies),
    suggestions: advice.suggestions.map((each, at) => suggested(tx, id, each, at + 1)),
    history: await Promise.all(changes.map((change) => historyLine(tx, change, timeZone))),
    buttons: [
      ...(proposal === null ? [] : [button(id, 'propose', '采用建议，先看效果', 'propose-focus', {}, true)]),
      button(id, 'fill', '修改', 'turn-focus', { to: 'form' }, proposal === null),
      ...(last ? [button(id, 'undo', '撤销上次修改', 'undo-focus', { change: last.id })] : []),
      button(id, 'library', '关注库', 'open-library', { library: 'focus' }),
    ],
  };
}

async function historyLine(tx: Tx, { by, at, before, after }: KeptChange, timeZone: string): Promise<string> {
  const who = by === 'operator' ? '系统管理员' : (await tx.members.get(by)).name;
  const lines = changeLines(focusChanges(before, after), tx.taxonomies);
  return shorten(`${minuteName(at, timeZone)} ${who}：${lines.join('；')}`, LONGEST_PART);
}

function formOf(tx: Tx, card: string, filled: Focus) {
  return {
    summary: '填写后先看效果，保存才生效。不填的不限；合作方式和地区不能单独匹配。',
    brief: partsOf(tx, filled).brief,
    fill: true,
    fields: focusFields(filled, tx.taxonomies),
    buttons: [button(card, 'back', '返回', 'turn-focus', { to: 'now' })],
  };
}

async function checked(
  tx: Tx,
  card: string,
  focus: Focus,
  draft: { readonly id: string; readonly focus: Focus },
) {
  const changes = changeLines(focusChanges(focus, draft.focus), tx.taxonomies);
  const preview = await previewFocus(tx, draft.focus);
  return {
    summary: '还没有保存。请看效果：',
    ...partsOf(tx, draft.focus),
    changes:
      changes.length === 0 ? ['与现在的设置相同。'] : changes.map((line) => shorten(line, LONGEST_PART)),
    effect: effectOf(preview),
    examples: preview.examples.map(({ patent, reasons: [reason] }) => ({
      name: shorten(patent.title, 60),
      place: [shorten(patent.applicant, 30), patent.applicationNumber]
        .filter((part) => part !== '')
        .join(' · '),
      reason: reason === undefined ? '' : shorten(reasonLine(reason, tx.taxonomies), 60),
    })),
    buttons: [
      button(card, 'save', '保存', 'save-focus', { draft: draft.id }, true),
      button(card, 'fill', '继续修改', 'turn-focus', { to: 'form' }),
      button(card, 'drop', '放弃', 'drop-focus'),
    ],
  };
}

function effectOf({ count, more }: FocusPreview): string {
  if (count === 0) return '资源库里现在没有符合的专利。';
  return `资源库里现在有 ${more ? `超过 ${count}` : count} 件符合，例如：`;
}

function partsOf(tx: Tx, focus: Focus) {
  const parts = focusFacts(focus, tx.taxonomies).map(({ label, text }) => ({
    label,
    text: shorten(text, LONGEST_PART),
  }));
  return { parts, brief: parts.slice(0, BRIEF) };
}
