import { refuse } from '../domain/refusals.ts';
import type { ButtonRule } from './button-rule.ts';
import { matchPressed, patentMeant } from './listed-patent.ts';
import { openDetail, openRating, theMatch } from './open-detail.ts';

/** The buttons that lead to all that is known of a patent, and from there to its rating. */
export const DETAIL_BUTTONS = {
  'open-detail': {
    on: ['patent', 'library', 'digest', 'to-do', 'detail'],
    act: 'view-resource-library',
    run: async (tx, press) => {
      const patentId = patentMeant(press) ?? (await theMatch(tx, press.card)).patentId;
      return openDetail(tx, { patentId, member: press.member });
    },
  },
  'open-rating': {
    on: ['detail', 'library', 'digest', 'to-do'],
    act: 'rate',
    run: async (tx, press) => {
      const match = (await matchPressed(tx, press)) ?? refuse('not_pushed');
      return openRating(tx, { matchId: match.id, member: press.member });
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
