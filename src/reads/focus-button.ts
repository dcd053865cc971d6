import type { PeopleButton } from './people-wording.ts';

/** A button of the card of a focus; `first` makes it the one to be pressed. */
export function focusButton(
  card: string,
  name: string,
  label: string,
  act: string,
  carried: Readonly<Record<string, string>> = {},
  first = false,
): PeopleButton {
  return { name, label, type: first ? 'primary_filled' : 'default', value: { card, act, ...carried } };
}
