import { describe, expect, it } from 'vitest';
import { rowOf, rowsOf } from '../support/patent-files.ts';

const NUMBER = 'CN201710117081.7';

describe('a row of a patent file', () => {
  it('becomes a patent record with every field the file knows', async () => {
    const columns = {
      '申请（专利）号': ' zl 2017 1 0117081.7',
      '公开(公告)号': 'CN106876648A',
      专利名称: '一种电池\n及其制法',
      摘要: '本发明公开了一种电池。',
      '[标]当前申请(专利权)人': '示例大学（虚构）|演示企业（虚构）',
      发明人: '专家一;专家二',
      IPC分类号: 'H01M 10/0525;H01M4/62',
      战略性新兴产业: '5.2',
      国民经济行业: 'C38',
      合作方式: '转让；普通许可',
      技术成熟度: '小试',
      国省代码: '北京',
      申请日: '2017/3/1',
      '公开(公告)日': '20170620',
      登记入库时间: '2025年1月9日',
      法律状态: '有效',
      截至2023年底有效: '是',
    };
    const result = await rowOf(Object.keys(columns), Object.values(columns));
    expect(result).toEqual({
      row: 2,
      ok: true,
      notes: [],
      record: {
        kind: 'single',
        applicationNumber: NUMBER,
        publicationNumber: 'CN106876648A',
        title: '一种电池 及其制法',
        abstract: '本发明公开了一种电池。',
        applicant: '示例大学（虚构）；演示企业（虚构）',
        inventors: ['专家一', '专家二'],
        type: 'invention',
        ipc: ['H01M10/0525', 'H01M4/62'],
        sei: ['5.2'],
        industries: ['C38'],
        cooperationModes: ['转让', '普通许可'],
        maturity: '小试',
        region: '北京',
        applicationDate: '2017-03-01',
        publicationDate: '2017-06-20',
        registeredOn: '2025-01-09',
        state: 'registered',
        validAtEndOf2023: true,
        members: [],
        sample: false,
      },
    });
  });

  it('needs no more than a number and a title, and is keyed by the publication number for want of a better', async () => {
    const result = await rowOf(['publication_number', 'title'], ['cn117151122a', '题目']);
    expect(result).toMatchObject({
      ok: true,
      record: {
        applicationNumber: 'CN117151122A',
        publicationNumber: 'CN117151122A',
        type: 'invention',
        ipc: [],
      },
    });
  });

  it('finds the numbers in whichever of the two columns they were written', async () => {
    const result = await rowOf(['申请号', '公开号', '名称'], ['CN106876648A', NUMBER, '题目']);
    expect(result).toMatchObject({
      record: { applicationNumber: NUMBER, publicationNumber: 'CN106876648A' },
    });
  });

  it('takes the classification from CPC only where the file has no IPC', async () => {
    expect(await rowOf(['公开号', '名称', 'cpc'], ['CN117151122A', '题目', 'G06F16/35'])).toMatchObject({
      record: { ipc: ['G06F16/35'] },
    });
    expect(
      await rowOf(['公开号', '名称', 'cpc', 'ipc'], ['CN117151122A', '题目', 'G06F16/35', 'G06N']),
    ).toMatchObject({
      record: { ipc: ['G06N'] },
    });
  });

  it('prefers the fuller of two columns for one field, and the other where that is empty', async () => {
    const header = ['主分类号', 'IPC分类号', '公开号', '名称'];
    const [both, main] = await rowsOf([
      header,
      ['H01M4/62', 'H01M4/62;H01G11/30', 'CN117151122A', '题目'],
      ['H01M4/62', ' ', 'CN117151123A', '题目'],
    ]);
    expect(both).toMatchObject({ record: { ipc: ['H01M4/62', 'H01G11/30'] } });
    expect(main).toMatchObject({ record: { ipc: ['H01M4/62'] } });
  });

  it('stamps made-up data when told that the file holds nothing else', async () => {
    const [result] = await rowsOf(
      [
        ['公开号', '名称'],
        ['CN117151122A', '题目'],
      ],
      { sample: true },
    );
    expect(result).toMatchObject({ record: { sample: true } });
  });

  it('keeps the patent and notes the optional values that mean nothing', async () => {
    const result = await rowOf(
      ['公开号', '名称', '申请日', '合作方式', 'IPC', '申请号'],
      ['CN117151122A', '题目', '去年', '许可；转让', 'H01M;电池', ''],
    );
    expect(result).toMatchObject({
      ok: true,
      record: { applicationDate: null, cooperationModes: ['转让'], ipc: ['H01M'] },
      notes: [
        { code: 'code_unknown', column: 'IPC', value: '电池' },
        { code: 'cooperation_mode_unknown', column: '合作方式', value: '许可' },
        { code: 'date_unreadable', column: '申请日', value: '去年' },
      ],
    });
  });

  it('quotes a value and a header on one line, without marks that turn the reading direction', async () => {
    const result = await rowOf(
      ['公开号', '名称', '申请\u202E日\n期'],
      ['CN117151122A', '题目', '\u202E去\n年\u0007'],
    );
    expect(result).toMatchObject({ notes: [{ column: '申请日 期', value: '去 年' }] });
  });

  it('keeps a formula as the text it is', async () => {
    expect(await rowOf(['公开号', '名称'], ['CN117151122A', "=cmd|' /C calc'!A0"])).toMatchObject({
      record: { title: "=cmd|' /C calc'!A0" },
    });
  });
});
