import { describe, expect, it } from 'vitest';
import { NO_FILTER, readFilter, readWords, typedFilter } from '../../src/domain/patent-query.ts';
import { refusal } from '../support/builders.ts';

describe('what is searched for', () => {
  it('lets everything through when nothing was chosen', () => {
    expect(readFilter({})).toEqual(NO_FILTER);
    expect(readFilter({ kind: '', ipc: ' ', mode: '0', stars: '0' })).toEqual(NO_FILTER);
  });

  it('is read as people write codes', () => {
    const filter = readFilter({
      ipc: 'ｈ01m 10/0525',
      industry: 'c38',
      sei: ' 5.2 ',
      applicant: ' 示例大学 ',
    });
    expect(filter).toMatchObject({ ipc: 'H01M10/0525', industry: 'C38', sei: '5.2', applicant: '示例大学' });
  });

  it('is read by the names of codes, where they can be looked up', () => {
    const named = readFilter({ sei: '新材料', wipo: '电机' }, (kind) => (kind === 'sei' ? '3' : '1'));
    expect(named).toMatchObject({ sei: '3', wipo: '1' });
    expect(() => readFilter({ sei: '新材料' }, () => null)).toThrow(refusal('search_filter_unknown'));
  });

  it('is the same after it was written and read again', () => {
    const typed = {
      wipo: '1',
      ...{ kind: 'portfolio', type: 'invention', sei: '5.2', industry: 'C38', ipc: 'H01M', mode: '转让' },
      ...{
        applicant: '示例大学',
        region: '湖南',
        maturity: '中试',
        validAtEndOf2023: 'no',
        rated: 'yes',
        stars: '4',
      },
    };
    const filter = readFilter(typed);
    expect(typedFilter(filter)).toEqual(typed);
    expect(readFilter(typedFilter(filter))).toEqual(filter);
    expect(typedFilter(NO_FILTER)).toEqual({});
  });

  it.each([
    ['kind', 'both'],
    ['type', '发明'],
    ['sei', 'x'],
    ['industry', '38'],
    ['ipc', 'Z99'],
    ['wipo', '36'],
    ['mode', '赠送'],
    ['rated', 'maybe'],
    ['stars', '6'],
  ])('is refused when its %s is %s', (name, value) => {
    expect(() => readFilter({ [name]: value })).toThrow(refusal('search_filter_unknown'));
  });

  it('has an end', () => {
    expect(() => readFilter({ applicant: '学'.repeat(61) })).toThrow(refusal('search_too_long'));
    expect(() => readWords('词'.repeat(101))).toThrow(refusal('search_too_long'));
    expect(readWords(`  电池　\n隔膜\u0000 `)).toBe('电池 隔膜');
  });
});
