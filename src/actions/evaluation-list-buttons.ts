import { z } from 'zod';
import { EVERY_EVALUATION, filterCode, readFilter } from '../domain/evaluation-filter.ts';
import type { ButtonRule } from './button-rule.ts';
import { acceptListed, openEvaluations, openListed } from './keep-evaluations.ts';
import { readInput } from './press-input.ts';
import { promiseCard } from './promise-cards.ts';
import { turnCard } from './turn-card.ts';

const Turn = z.object({ to: z.string().regex(/^[\w:,-]{0,100}$/) });
/** What was chosen in the form; what was not is absent. */
const Filter = z.object({
  state: z.string().max(20).optional(),
  expert: z.string().max(36).optional(),
  stars: z.string().max(1).optional(),
  field: z.string().max(36).optional(),
});
const Which = z.object({ which: z.string().regex(/^(review|own):[\w-]{1,36}$/) });
/** Answers with their versions, as they stood on the page. */
const Accept = z.object({
  seen: z
    .string()
    .max(1000)
    .regex(/^[\w-]{1,36}\.\d{1,6}(,[\w-]{1,36}\.\d{1,6})*$/)
    .transform((text) =>
      text.split(',').map((each) => {
        const [id = '', version = ''] = each.split('.');
        return { id, version: Number(version) };
      }),
    ),
});

const ON_LIST = { on: ['evaluations'], act: 'manage-evaluations' } as const;

/** The buttons of the list of all expert evaluations, and the one that leads to it. */
export const EVALUATION_LIST_BUTTONS = {
  'open-evaluations': {
    on: ['help', 'to-do', 'campaign'],
    act: 'manage-evaluations',
    run: (tx, { member }) => openEvaluations(tx, [member]),
  },
  'turn-evaluations': {
    ...ON_LIST,
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, filterCode(readFilter(readInput(Turn, input).to)));
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'filter-evaluations': {
    ...ON_LIST,
    run: async (tx, { card, input }) => {
      const { state = '', expert = '', stars = '', field = '' } = readInput(Filter, input);
      const chosen = readFilter(`s:${state},e:${expert},x:${stars},f:${field}`);
      await turnCard(tx, card, filterCode({ ...EVERY_EVALUATION, ...chosen }));
      return { tone: 'info', text: '已筛选。' };
    },
  },
  'open-listed': {
    ...ON_LIST,
    run: (tx, { member, input }) => {
      const [what, evaluationId = ''] = readInput(Which, input).which.split(':');
      return openListed(tx, { evaluationId, member, what: what === 'own' ? 'own' : 'review' });
    },
  },
  'accept-listed': {
    on: ['evaluations'],
    act: 'review',
    run: async (tx, { card, member, input }) => {
      const notice = await acceptListed(tx, { seen: readInput(Accept, input).seen, member });
      await promiseCard(tx, card);
      return notice;
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
