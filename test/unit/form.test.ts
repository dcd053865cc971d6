import { describe, expect, it } from 'vitest';
import { type Field, FORMS, fieldsOf, howToAnswer, NO_FORMS, readForm } from '../../src/domain/form.ts';
import { AppError } from '../../src/errors.ts';

type FormName = keyof typeof FORMS;

const read = (form: FormName, words: string) => readForm(FORMS[form], words);

function refusalOf(form: FormName, words: string): string {
  try {
    read(form, words);
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'none';
}

describe('a form answered in words', () => {
  it('takes the whole text where one thing was asked for, lines and all', () => {
    expect(read('review', ' 请补充\n对比例 ')).toEqual({ reason: '请补充\n对比例' });
  });

  it('reads stars and opinion as experts write them', () => {
    expect(read('draft', '4星 工艺成熟，可中试')).toEqual({ stars: '4', opinion: '工艺成熟，可中试' });
  });

  it('asks for stars that are missing, or that do not exist', () => {
    expect(refusalOf('draft', '工艺成熟')).toBe('stars_missing');
    expect(refusalOf('draft', '9星 工艺成熟')).toBe('stars_out_of_range');
  });

  it('fills fields in their order, or by their names, whatever colon is typed', () => {
    const inOrder = read('apply', '管理员\n\n主任\n演示企业（虚构）\n电池');
    expect(inOrder).toEqual({ name: '管理员', position: '主任', unit: '演示企业（虚构）', field: '电池' });
    const byName = read('apply', '所属领域：电池\n姓名: 专家一\n工程师\n演示企业（虚构）');
    expect(byName).toEqual({ name: '专家一', position: '工程师', unit: '演示企业（虚构）', field: '电池' });
  });

  it('leaves out what may be left out, and nothing else', () => {
    const found = read('save-admin-profile', '管理员\n技术部\n主任');
    expect(found).toEqual({ name: '管理员', department: '技术部', position: '主任' });
    expect(refusalOf('save-admin-profile', '管理员\n技术部')).toBe('answer_incomplete');
  });

  it('refuses more lines than there are fields: a line might land in the wrong one', () => {
    expect(refusalOf('apply', '一\n二\n三\n四\n五')).toBe('answer_incomplete');
  });

  it.each(Object.keys(FORMS))('says how to answer %s, and understands an answer that follows it', (name) => {
    const form = name as FormName;
    const fields: readonly Field[] = FORMS[form];
    expect(howToAnswer(fields)).toMatch(/^请.*[。：]$/u);
    const answer = fields.some(({ kind }) => kind === 'stars')
      ? '4星 好'
      : fields.map((_, index) => `第${index}项`).join('\n');
    expect(Object.keys(read(form, answer))).toHaveLength(fields.length);
  });

  it('knows its forms by their own names only', () => {
    expect(fieldsOf('review', NO_FORMS)).toBe(FORMS.review);
    expect(fieldsOf('draft-intent', NO_FORMS)).toEqual([]);
    for (const name of ['toString', '__proto__', 'confirm', '']) expect(fieldsOf(name, NO_FORMS)).toBeNull();
  });
});
