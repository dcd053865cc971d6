/** The option that stands for "nothing chosen": clients choose the first by themselves, so our cards begin with it. */
const UNCHOSEN = '0';

/** What was chosen for one question of a card. */
export interface Selected {
  readonly question: string;
  readonly options: readonly string[];
}

/** Reads what a button carries out of its key; null when the key is none of ours. */
export function valueOfKey(key: string): unknown {
  try {
    return JSON.parse(key);
  } catch {
    return null;
  }
}

/** Turns what was chosen on a card into the fields of a form; a question nobody answered is absent. */
export function formOf(selected: readonly Selected[]): Readonly<Record<string, string>> {
  const answers = selected.map(({ question, options }) => [
    question,
    options.filter((option) => option !== UNCHOSEN).join(','),
  ]);
  return Object.fromEntries(answers.filter(([, answer]) => answer !== ''));
}
