import { EVALUATION_STATES, type EvaluationFilter, filterCode } from '../domain/evaluation-filter.ts';
import { ALL_STARS, drawStars } from '../domain/stars.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { shownName } from './people-wording.ts';
import { shorten, stateName } from './wording.ts';

/** Something to filter by, with what there is to choose; `code` leads to the list so filtered. */
export interface EvaluationChoice {
  readonly name: 'state' | 'expert' | 'stars' | 'field';
  readonly label: string;
  /** What is chosen; empty for everything. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly code: string }[];
}

/** The most experts and fields that can be chosen from; a select holds no more in comfort. */
const MOST = 60;

/** Reads what there is to filter by, and drops from the filter whoever is not there any more. */
export async function evaluationChoices(
  tx: Tx,
  { enterpriseId }: SentCard,
  asked: EvaluationFilter,
): Promise<{
  readonly filter: EvaluationFilter;
  /** The experts whose answers count; null for everybody's. */
  readonly experts: readonly string[] | null;
  readonly choices: readonly EvaluationChoice[];
}> {
  const tallies = await tx.expertEvaluations.talliesOf(enterpriseId);
  const members = (await tx.members.ofEnterprise(enterpriseId)).filter(({ id }) => tallies.has(id));
  const newest = await tx.applications.newestOf(enterpriseId);
  const fieldOf = (id: string) => newest.get(id)?.profile.field ?? '';
  const experts = members.map(({ id, name }) => ({ value: id, label: shownName(name) })).slice(0, MOST);
  const fields = new Map(
    members.flatMap(({ id }) => (fieldOf(id) === '' ? [] : [[fieldOf(id), id] as const])),
  );
  const named = [...fields].map(([field, id]) => ({ value: id, label: shorten(field, 20) })).slice(0, MOST);
  const field = named.find(({ value }) => asked.field !== null && fieldOf(asked.field) === fieldOf(value));
  const filter = {
    ...asked,
    expert: members.some(({ id }) => id === asked.expert) ? asked.expert : null,
    field: field?.value ?? null,
  };
  const counting = members.filter(
    ({ id }) =>
      (filter.expert === null || id === filter.expert) &&
      (filter.field === null || fieldOf(id) === fieldOf(filter.field)),
  );
  const everybody = filter.expert === null && filter.field === null;
  return {
    filter,
    experts: everybody ? null : counting.map(({ id }) => id),
    choices: choicesOf(filter, experts, named),
  };
}

type Option = { readonly value: string; readonly label: string };

function choicesOf(filter: EvaluationFilter, experts: readonly Option[], fields: readonly Option[]) {
  const states = EVALUATION_STATES.map((state) => ({ value: state, label: stateName(state) }));
  const stars = ALL_STARS.map((each) => ({ value: String(each), label: `${drawStars(each)} ${each} 星` }));
  const choice = (
    name: EvaluationChoice['name'],
    label: string,
    options: readonly Option[],
    chosen: string | number | null,
  ): EvaluationChoice => ({
    name,
    label,
    value: chosen === null ? '' : String(chosen),
    options: options.map((option) => ({ ...option, code: codeWith(filter, name, option.value) })),
  });
  return [
    choice('state', '状态', states, filter.state),
    choice('expert', '专家', experts, filter.expert),
    choice('stars', '星级', stars, filter.stars),
    choice('field', '领域', fields, filter.field),
  ].filter(({ options }) => options.length > 0);
}

function codeWith(filter: EvaluationFilter, name: EvaluationChoice['name'], value: string): string {
  const stars = name === 'stars' ? (ALL_STARS.find((each) => String(each) === value) ?? null) : filter.stars;
  const state = name === 'state' ? (EVALUATION_STATES.find((each) => each === value) ?? null) : filter.state;
  const expert = name === 'expert' ? value : filter.expert;
  return filterCode({ page: 1, state, stars, expert, field: name === 'field' ? value : filter.field });
}
