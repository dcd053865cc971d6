import { describe, expect, it } from 'vitest';
import { NO_TAXONOMIES } from '../../src/domain/taxonomy.ts';
import { reasonLine } from '../../src/reads/reasons.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';

const TAXONOMIES = loadTaxonomies();

describe('a reason in words', () => {
  it.each([
    ['platform', '', '', '平台推送：列入本企业的转化评价库'],
    ['platform', '', '产业匹配', '平台推送：产业匹配'],
    ['ipc', 'H02J7', 'H02J7/00', '技术分类：H02J7/00 属于关注的 H02J7（供电或配电的电路装置或系统）'],
    ['ipc', 'H', 'H02J7/00', '技术分类：H02J7/00（供电或配电的电路装置或系统）属于关注的 H（电学）'],
    ['sei', '5.2', '5.2.1', '战略性新兴产业：5.2.1 属于关注的 5.2（新能源汽车装置、配件制造）'],
    ['sei', '9', '9.1', '战略性新兴产业：9.1（新技术与创新创业服务）属于关注的 9（相关服务业）'],
    ['industry', 'C38', 'C3841', '国民经济行业：C3841 属于关注的 C38（电气机械和器材制造业）'],
    ['industry', 'C3841', 'C3841', '国民经济行业：C3841 属于关注的 C3841（电气机械和器材制造业）'],
    ['keyword', '隔膜', '在隔膜表面', '关键词「隔膜」：在隔膜表面'],
    ['cooperation', '转让', '转让', '合作方式：可转让'],
    [
      'derived-sei',
      '5',
      'H01M10/0525',
      '战略性新兴产业（由IPC推得）：H01M10/0525 归入 5.2（新能源汽车装置、配件制造）属于关注的 5（新能源汽车产业）',
    ],
    [
      'derived-sei',
      '5.2',
      'H01M10/0525',
      '战略性新兴产业（由IPC推得）：H01M10/0525 属于关注的 5.2（新能源汽车装置、配件制造）',
    ],
  ] as const)('of kind %s for the wish %j names its codes', (kind, wanted, found, line) => {
    expect(reasonLine({ kind, wanted, found }, TAXONOMIES)).toBe(line);
  });

  it.each([
    ['sei', '战略性新兴产业：5.2.1 属于关注的 5.2'],
    ['derived-sei', '战略性新兴产业（由IPC推得）：5.2.1 属于关注的 5.2'],
  ] as const)('of kind %s shows the codes alone when nobody knows their names', (kind, line) => {
    expect(reasonLine({ kind, wanted: '5.2', found: '5.2.1' }, NO_TAXONOMIES)).toBe(line);
  });
});
