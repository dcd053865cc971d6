import { isNode, type Node, nodesIn } from './json.ts';
import { misuse } from './refusals.ts';

/** What a person chose, by question_key: the ids of the options. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** One question of a card with the options that are chosen when the button is pressed. */
export interface Selection {
  readonly questionKey: string;
  readonly optionIds: readonly string[];
}

/**
 * Works out what a card's questions hold when it is sent off. A select that nobody touched holds its selected_id, or
 * its first option when there is none; of a checkbox the checked options count.
 */
export function selectionsOf(card: Node, choices: Choices): Selection[] {
  const { checkbox, button_selection: single } = card;
  const selects = [...nodesIn(card['select_list']), ...(isNode(single) ? [single] : [])];
  const boxes = isNode(checkbox) ? [checkbox] : [];
  const questions = new Set([...selects, ...boxes].map(keyOf));
  if (Object.keys(choices).some((key) => !questions.has(key)))
    misuse('question_unknown', 'the card has no such question');
  return [
    ...selects.map((select) => selectionOf(select, choices, preselected(select), true)),
    ...boxes.map((box) => selectionOf(box, choices, checked(box), box['mode'] !== 1)),
  ];
}

function selectionOf(
  question: Node,
  choices: Choices,
  untouched: readonly string[],
  single: boolean,
): Selection {
  const questionKey = keyOf(question);
  const chosen = choices[questionKey];
  if (chosen === undefined) return { questionKey, optionIds: untouched };
  if (question['disable'] === true) misuse('question_disabled', 'the question takes no choice any more');
  const ids = idsOf(question);
  if (chosen.some((id) => !ids.includes(id))) misuse('option_unknown', 'the question has no such option');
  if (single && chosen.length > 1) misuse('one_choice', 'the question takes one choice');
  return { questionKey, optionIds: chosen };
}

function preselected(select: Node): readonly string[] {
  const ids = idsOf(select);
  const selected = String(select['selected_id'] ?? '');
  return ids.includes(selected) ? [selected] : ids.slice(0, 1);
}

function checked(box: Node): readonly string[] {
  const options = nodesIn(box['option_list']);
  return options.filter((option) => option['is_checked'] === true).map(({ id }) => String(id));
}

function idsOf(question: Node): readonly string[] {
  return nodesIn(question['option_list']).map(({ id }) => String(id));
}

function keyOf(question: Node): string {
  return String(question['question_key']);
}
