import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { MatchLibrary } from '../domain/match.ts';
import type { Patent, PatentType } from '../domain/patent.ts';
import { drawStars, STAR_MEANINGS, type Stars } from '../domain/stars.ts';

const TYPES: Readonly<Record<PatentType, string>> = {
  invention: '发明专利',
  'utility-model': '实用新型',
  design: '外观设计',
};

/** The longest title on a card, in characters. */
const TITLE_LIMIT = 120;

/** Cuts a text to a number of characters, with an ellipsis where something is missing. */
export function shorten(text: string, limit: number): string {
  const signs = [...text];
  return signs.length <= limit ? text : `${signs.slice(0, limit - 1).join('')}…`;
}

/** Puts lines under each other and leaves the empty ones out. */
export function linesOf(...lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** The name of a patent on a card. */
export function titleOf(patent: Patent): string {
  return shorten(patent.title, TITLE_LIMIT);
}

/** The kind of patent in Chinese. */
export function typeOf(patent: Patent): string {
  if (patent.kind === 'portfolio') return `组合专利（${patent.members.length} 件）`;
  return patent.type === null ? '专利' : TYPES[patent.type];
}

/** The library's name as the platform writes it. */
export function libraryName(library: MatchLibrary): string {
  return library === 'evaluation' ? '转化评价库' : '转化关注库';
}

/** Stars with the platform's meaning, for example `★★★★☆ 4 星：具有较高的潜在价值和产业化前景`. */
export function starsLine(stars: Stars): string {
  return `${drawStars(stars)} ${stars} 星：${STAR_MEANINGS[stars]}`;
}

const STATES: Readonly<Record<ExpertEvaluation['state'], string>> = {
  submitted: '待审核',
  accepted: '已通过',
  returned: '已退回修改',
  rejected: '不采纳',
};

/** The state of an expert evaluation in Chinese. */
export function stateName(state: ExpertEvaluation['state']): string {
  return STATES[state];
}
