import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { MatchLibrary, Reason } from '../domain/match.ts';
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

/** One reason for a match as a line: what was wanted, and the words of the record that answer it. */
export function reasonLine({ kind, wanted, found }: Reason): string {
  switch (kind) {
    case 'platform':
      return found === '' ? '平台推送：列入本企业的转化评价库' : `平台推送：${found}`;
    case 'ipc':
      return `技术分类：${found} 属于关注的 ${wanted}`;
    case 'sei':
      return `战略性新兴产业：${found} 属于关注的 ${wanted}`;
    case 'industry':
      return `国民经济行业：${found} 属于关注的 ${wanted}`;
    case 'keyword':
      return `关键词「${wanted}」：${found}`;
    case 'cooperation':
      return `合作方式：可${found}`;
  }
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
