import { describe, expect, it } from 'vitest';
import { adminProfile } from '../../src/domain/admin-profile.ts';
import { contactsIn } from '../../src/domain/contact.ts';
import { enterpriseName } from '../../src/domain/enterprise.ts';
import { toldName, typedLine } from '../../src/domain/typed-text.ts';
import { refusal } from '../support/builders.ts';
import { inventedNationalId } from '../support/patent-files.ts';

const id = inventedNationalId();

describe('what a person types', () => {
  const typed = { name: '管理员', department: '研发部', position: '部长', mobile: '', mail: '' };

  it.each<[string, () => unknown]>([
    ['a line', () => typedLine(`专家 ${id}`)],
    ['the name of an enterprise', () => enterpriseName(id)],
    ['a list of contacts', () => contactsIn(`13800001234\n${id}`)],
    ['a mail address in a list', () => contactsIn(`${id}@example.com`)],
    ['the mail of an admin', () => adminProfile('m', null, { ...typed, mail: `${id}@example.com` })],
    ['the mobile of an admin', () => adminProfile('m', null, { ...typed, mobile: id })],
    ['the department of an admin', () => adminProfile('m', null, { ...typed, department: id })],
  ])('is refused with a national ID number in %s', (_, type) => {
    expect(type).toThrow(refusal('national_id'));
  });

  it('makes a name of an enterprise in one line, and none out of blanks', () => {
    expect(enterpriseName('  演示企业\n（虚构） ')).toBe('演示企业 （虚构）');
    expect(() => enterpriseName(' \t')).toThrow(refusal('name_missing'));
    expect(() => enterpriseName('企'.repeat(61))).toThrow(refusal('line_too_long'));
  });
});

describe('a name that the channel tells', () => {
  it('is never refused: an ID number is masked, and what is too long is cut', () => {
    expect(toldName(`专家${id}（一）`)).toBe('专家***(一)');
    expect(toldName(` 专家\u0000\n一 `)).toBe('专家 一');
    expect([...toldName('𠮷'.repeat(80))]).toHaveLength(60);
    expect(toldName('群'.repeat(300), 200)).toHaveLength(200);
  });

  it('can always be taken in as a typed line', () => {
    for (const name of [id, `${id}${id}`, '名'.repeat(99), '', ' \u200b '])
      expect(typedLine(toldName(name))).toBe(toldName(name));
  });
});
