import type { Reason } from '../domain/match.ts';
import type { Taxonomies, TaxonomyKind } from '../domain/taxonomy.ts';
import { codesWithNames, nearestOf } from '../matching/taxonomy.ts';
import { seiOfIpc } from '../matching/taxonomy-ipc.ts';

/** One reason for a match as a line: what was wanted, and the words of the record that answer it; codes with their names. */
export function reasonLine({ kind, wanted, found }: Reason, taxonomies: Taxonomies): string {
  switch (kind) {
    case 'platform':
      return found === '' ? '平台推送：列入本企业的转化评价库' : `平台推送：${found}`;
    case 'ipc':
      return `技术分类：${belonging(taxonomies, 'ipc', found, wanted)}`;
    case 'sei':
      return `战略性新兴产业：${belonging(taxonomies, 'sei', found, wanted)}`;
    case 'derived-sei':
      return `战略性新兴产业（由IPC推得）：${derived(taxonomies, found, wanted)}`;
    case 'industry':
      return `国民经济行业：${belonging(taxonomies, 'industry', found, wanted)}`;
    case 'keyword':
      return `关键词「${wanted}」：${found}`;
    case 'applicant':
      return `申请人：${found}`;
    case 'region':
      return `地区：${found}`;
    case 'cooperation':
      return `合作方式：可${found}`;
  }
}

/** A code and the wish above it; the code is named only when its name says more than the wish's. */
function belonging(taxonomies: Taxonomies, kind: TaxonomyKind, found: string, wanted: string): string {
  const same = nearestOf(taxonomies, kind, found)?.code === nearestOf(taxonomies, kind, wanted)?.code;
  const named = codesWithNames(taxonomies, kind, [found]);
  const code = same || named === found ? `${found} ` : named;
  return `${code}属于关注的 ${codesWithNames(taxonomies, kind, [wanted])}`;
}

/** The table may have changed since: then the class and the wish stand alone. */
function derived(taxonomies: Taxonomies, symbol: string, wanted: string): string {
  const code = seiOfIpc(taxonomies, symbol)?.code ?? wanted;
  if (code !== wanted) return `${symbol} 归入 ${belonging(taxonomies, 'sei', code, wanted)}`;
  return `${symbol} 属于关注的 ${codesWithNames(taxonomies, 'sei', [wanted])}`;
}
