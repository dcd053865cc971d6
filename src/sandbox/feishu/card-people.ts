import { isNode, listOf, type Node } from './card-node.ts';
import { placedIn } from './card-tree.ts';

/** The fields in which a person chooses people. */
export const PERSON_PICKERS: ReadonlySet<unknown> = new Set(['select_person', 'multi_select_person']);

/** Lists the ids of the people a card shows or offers, which must all exist (sub-code 100290). */
export function peopleIn(card: Node): unknown[] {
  return placedIn(card).flatMap(({ node, tag }) => {
    if (tag === 'person') return [node['user_id']];
    if (tag === 'person_list')
      return node['drop_invalid_user_id'] === true ? [] : partOf(node['persons'], 'id');
    return PERSON_PICKERS.has(tag) ? offeredIn(node) : [];
  });
}

function offeredIn(picker: Node): unknown[] {
  const first = picker['initial_option'];
  const chosen = listOf(picker['selected_values']);
  return [...partOf(picker['options'], 'value'), ...chosen, ...(first === undefined ? [] : [first])];
}

function partOf(list: unknown, key: string): unknown[] {
  return listOf(list).map((item) => (isNode(item) ? item[key] : undefined));
}
