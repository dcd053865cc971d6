import { describe, expect, it } from 'vitest';
import type { ReadClass } from '../../src/domain/taxonomy.ts';
import { codeOf } from '../../src/matching/taxonomy-name.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { rowsOf } from '../support/patent-files.ts';

const TAXONOMIES = loadTaxonomies();
const readClass: ReadClass = (kind, text) => codeOf(TAXONOMIES, kind, text);

const HEADER = ['申请号', '名称', '国民经济行业', '战略性新兴产业'];

async function classesOf(industries: string, sei: string, options = { readClass }) {
  const [row] = await rowsOf([HEADER, ['CN201710117081.7', '题目', industries, sei]], options);
  if (!row?.ok) throw new Error('the row was refused');
  const { record, notes } = row;
  return { industries: record.industries, sei: record.sei, unknown: notes.map(({ value }) => value) };
}

describe('a cell of classes', () => {
  it.each([
    ['C38', ['C38']],
    ['C38、C39', ['C38', 'C39']],
    ['38', ['C38']],
    ['电气机械和器材制造业', ['C38']],
    ['制造业-电气机械', ['C38']],
    ['铁路、船舶、航空航天和其他运输设备制造业', ['C37']],
    ['C37 铁路、船舶、航空航天和其他运输设备制造业', ['C37']],
    ['铁路、船舶、航空航天和其他运输设备制造业；汽车制造业', ['C37', 'C36']],
    ['汽车制造业、医药制造业', ['C36', 'C27']],
    ['汽车制造业|C36', ['C36']],
  ])('reads the industries %j as %j', async (text, industries) => {
    expect(await classesOf(text, '')).toEqual({ industries, sei: [], unknown: [] });
  });

  it.each([
    ['5.2 新能源汽车装置、配件制造', ['5.2']],
    ['新能源汽车产业/新能源汽车装置、配件制造', ['5.2']],
    ['互联网与云计算、大数据服务', ['1.4']],
    ['新材料产业，节能环保产业', ['3', '7']],
  ])('reads the emerging industries %j as %j', async (text, sei) => {
    expect(await classesOf('', text)).toEqual({ industries: [], sei, unknown: [] });
  });

  it('notes what could mean several things or nothing, and guesses nothing', async () => {
    expect(await classesOf('金属；汽车制造业', '5G通信；3D打印；先进')).toEqual({
      industries: ['C36'],
      sei: [],
      unknown: ['5G通信', '3D打印', '先进', '金属'],
    });
  });

  it('is read by its codes alone where nobody knows the names', async () => {
    const blind: ReadClass = () => null;
    expect(await classesOf('C36；汽车制造业', '5.2', { readClass: blind })).toEqual({
      industries: ['C36'],
      sei: ['5.2'],
      unknown: ['汽车制造业'],
    });
  });
});
