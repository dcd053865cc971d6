import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../src/domain/patent-query.ts';
import { filterFields } from '../../src/reads/library-wording.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';

const ALL = { library: 'resource', words: '', filter: NO_FILTER, sort: 'registered' } as const;
const FIELDS = filterFields(ALL, loadTaxonomies());
const fieldOf = (name: string) => FIELDS.find((each) => each.name === name);

describe('the form of 高级检索', () => {
  it('lets one choose among the fields of technology by their names', () => {
    expect(fieldOf('wipo')?.options).toHaveLength(35);
    expect(fieldOf('wipo')?.options).toContainEqual({ value: '8', label: '半导体' });
  });

  it('offers industries by their codes, and provinces by what their addresses begin with', () => {
    expect(fieldOf('sei')?.offers).toContainEqual({ value: '3', label: '新材料产业' });
    const provinces = fieldOf('region')?.offers ?? [];
    expect(provinces).toHaveLength(34);
    expect(provinces).toContainEqual({ value: '新疆', label: '新疆维吾尔自治区' });
    for (const { value, label } of provinces) {
      expect(label.startsWith(value)).toBe(true);
      expect(value).toMatch(/^.{2,3}$/u);
    }
  });
});
