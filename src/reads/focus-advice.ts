import { FOCUS_NAMES, type Focus, NO_FOCUS, saysNothing } from '../domain/focus.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { type FocusSuggestion, proposedFocus, suggestionsFor } from '../matching/focus-advice.ts';
import { codesWithNames } from '../matching/taxonomy.ts';
import type { Tx } from '../stores/transactions.ts';
import { focusButton as button } from './focus-button.ts';
import { focusFacts } from './focus-wording.ts';
import type { PeopleButton } from './people-wording.ts';

/** What may be said to an enterprise's admins about its focus; nothing of it happens by itself. */
export interface FocusAdvice {
  /** A first focus for whoever has none; null where nothing speaks for any. */
  readonly proposal: Focus | null;
  readonly suggestions: readonly FocusSuggestion[];
}

/** A suggestion as it stands on a card. */
export interface Suggested {
  readonly text: string;
  readonly adopt: PeopleButton;
  readonly dismiss: PeopleButton;
}

/** The last ratings say what people want now. */
const MOST_RATED = 200;

/** Reads what an enterprise's name and ratings say of its focus. */
export async function adviceFor(tx: Tx, enterpriseId: string): Promise<FocusAdvice> {
  const { name, focus } = await tx.enterprises.get(enterpriseId);
  const rated = await tx.evaluationList.ratedOf(enterpriseId, MOST_RATED);
  const patents = new Map(
    (await tx.patents.byIds(rated.map(({ patentId }) => patentId))).map((each) => [each.id, each]),
  );
  const seen = rated.map(({ patentId, stars, reasons }) => ({
    stars,
    reasons,
    ipc: patents.get(patentId)?.ipc ?? [],
  }));
  const dismissed = await tx.focus.dismissedOf(enterpriseId);
  const proposal = proposedFocus(name, seen, tx.taxonomies);
  return {
    proposal: saysNothing(proposal) ? null : proposal,
    suggestions: saysNothing(focus) ? [] : suggestionsFor(focus, seen).filter(({ id }) => !dismissed.has(id)),
  };
}

/** A proposal in one line: what follows from the enterprise's name, and what from its ratings. */
export function proposalLine(proposal: Focus, taxonomies: Taxonomies): string {
  const parts = [
    { why: '根据企业名称', focus: { ...proposal, ipc: [] } },
    { why: '根据得到好评的专利', focus: { ...NO_FOCUS, ipc: proposal.ipc } },
  ];
  const lines = parts.flatMap(({ why, focus }) => {
    const facts = focusFacts(focus, taxonomies).map(({ label, text }) => `${label} ${text}`);
    return facts.length === 0 ? [] : [`${why}：${facts.join('；')}`];
  });
  return `建议关注。${lines.join('。')}`;
}

/** A suggestion with the buttons that take it up or turn it down. */
export function suggested(tx: Tx, card: string, suggestion: FocusSuggestion, at: number): Suggested {
  const { id, act, part, value, patents } = suggestion;
  const kind = part === 'sei' || part === 'ipc' ? part : part === 'industries' ? 'industry' : null;
  const named = kind ? codesWithNames(tx.taxonomies, kind, [value]) : `「${value}」`;
  const text =
    act === 'add'
      ? `有 ${patents} 件 ${named} 的专利得到好评，可以加入${FOCUS_NAMES[part]}。`
      : `按${FOCUS_NAMES[part]} ${named} 匹配的 ${patents} 件专利评价都不高，可以去掉。`;
  return {
    text,
    adopt: button(card, `adopt_${at}`, '采用，先看效果', 'adopt-suggestion', { which: id }),
    dismiss: button(card, `dismiss_${at}`, '不再提示', 'dismiss-suggestion', { which: id }),
  };
}
