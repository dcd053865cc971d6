import type { ExpertEvaluation } from './expert-evaluation.ts';
import { ALL_STARS, type Stars } from './stars.ts';

/** The states of expert evaluations in the order of the admin's work. */
export const EVALUATION_STATES = [
  'submitted',
  'returned',
  'accepted',
  'rejected',
] as const satisfies readonly ExpertEvaluation['state'][];

/** What of an enterprise's expert evaluations an admin looks at; null where he has not chosen. */
export interface EvaluationFilter {
  readonly page: number;
  readonly state: ExpertEvaluation['state'] | null;
  /** The id of the expert. */
  readonly expert: string | null;
  readonly stars: Stars | null;
  /** The id of an expert who stands for all who have his field (所属领域): a field is a free text, and long. */
  readonly field: string | null;
}

/** All of them, from the first page on. */
export const EVERY_EVALUATION: EvaluationFilter = {
  page: 1,
  state: null,
  expert: null,
  stars: null,
  field: null,
};

/** Writes a filter as the short code that is kept with a card and stands in an address, for example `p:2,s:submitted`. */
export function filterCode({ page, state, expert, stars, field }: EvaluationFilter): string {
  const parts = [
    `p:${page}`,
    ...(state === null ? [] : [`s:${state}`]),
    ...(expert === null ? [] : [`e:${expert}`]),
    ...(stars === null ? [] : [`x:${stars}`]),
    ...(field === null ? [] : [`f:${field}`]),
  ];
  return parts.join(',');
}

/** Reads such a code; what cannot be read chooses nothing, so that a foolish address shows everything. */
export function readFilter(code: string): EvaluationFilter {
  const parts = new Map(code.split(',').map((part) => [part.slice(0, 1), part.slice(2)] as const));
  const id = (name: string) =>
    /^[\w-]{1,36}$/.test(parts.get(name) ?? '') ? (parts.get(name) ?? null) : null;
  const page = /^\d{1,4}$/.test(parts.get('p') ?? '') ? Math.max(1, Number(parts.get('p'))) : 1;
  return {
    page,
    state: EVALUATION_STATES.find((state) => state === parts.get('s')) ?? null,
    expert: id('e'),
    stars: ALL_STARS.find((stars) => String(stars) === parts.get('x')) ?? null,
    field: id('f'),
  };
}
