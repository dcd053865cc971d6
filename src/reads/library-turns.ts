import { type LibraryPlace, placeCode } from '../domain/library-place.ts';
import type { PeopleButton } from './people-wording.ts';

/** Leads to another place of the libraries. */
export function turning(card: string, name: string, label: string, place: LibraryPlace): PeopleButton {
  return { name, label, type: 'default', value: { card, act: 'turn-library', to: placeCode(place) } };
}

/** Sends what is listed as a spreadsheet. */
export function exporting(card: string): PeopleButton {
  return { name: 'export', label: '导出', type: 'default', value: { card, act: 'export-library' } };
}

/** Leads to what the enterprise wants to see. */
export function leading(card: string): PeopleButton {
  return { name: 'focus', label: '关注领域', type: 'default', value: { card, act: 'open-focus' } };
}

/** Leads to the form of 高级检索, or back from it. */
export function narrowing(card: string, place: LibraryPlace): PeopleButton {
  return turning(card, 'narrow', place.form ? '返回列表' : '高级检索', { ...place, form: !place.form });
}

/** Leads to the reader's saved searches. */
export function mine(card: string): PeopleButton {
  return { name: 'mine', label: '我的检索', type: 'default', value: { card, act: 'open-searches' } };
}

/** Keeps what was searched for. */
export function saving(card: string): PeopleButton {
  return { name: 'keep', label: '收藏检索', type: 'default', value: { card, act: 'save-search' } };
}
