import { describe, expect, it } from 'vitest';
import { adminProfile } from '../../src/domain/admin-profile.ts';
import { contactsIn, mailOf, maskedMail, maskedMobile, mobileOf } from '../../src/domain/contact.ts';
import { refusal } from '../support/builders.ts';

const TYPED = {
  name: '管理员',
  department: '知识产权部',
  position: '主管',
  mobile: '138 0000 1234',
  mail: 'IP@Example.com',
};
const read = (over: Partial<typeof TYPED> = {}) => adminProfile('admin-1', null, { ...TYPED, ...over });

describe('an admin’s profile', () => {
  it('is read as it is typed, number and address in one spelling', () => {
    expect(read()).toEqual({
      name: '管理员',
      profile: {
        memberId: 'admin-1',
        department: '知识产权部',
        position: '主管',
        mobile: '13800001234',
        mail: 'ip@example.com',
      },
    });
  });

  it('needs no number and no address, and keeps those given before', () => {
    expect(read({ mobile: '', mail: ' ' }).profile).toMatchObject({ mobile: '', mail: '' });
    const { profile } = read();
    const changed = adminProfile('admin-1', profile, { ...TYPED, mobile: '', mail: '', position: '经理' });
    expect(changed.profile).toEqual({ ...profile, position: '经理' });
  });

  it.each([
    [{ name: '' }, 'name_missing'],
    [{ department: ' ' }, 'profile_incomplete'],
    [{ position: '' }, 'profile_incomplete'],
    [{ mobile: '12345' }, 'mobile_unreadable'],
    [{ mail: 'nobody' }, 'mail_unreadable'],
    [{ department: '11010119900307001X' }, 'national_id'],
  ] as const)('%o is refused as %s', (over, code) => {
    expect(() => read(over)).toThrow(refusal(code));
  });
});

describe('mobile numbers and mail addresses', () => {
  it.each([
    ['13800001234', '13800001234'],
    ['+86 138-0000-1234', '13800001234'],
    ['１３８００００１２３４', '13800001234'],
    ['+85298765432', '+85298765432'],
    ['12800001234', null],
    ['010-62158711', null],
    ['', null],
  ])('reads the mobile number %j as %j', (typed, read) => {
    expect(mobileOf(typed)).toBe(read);
  });

  it.each([
    [' A.B@Example.COM ', 'a.b@example.com'],
    ['a@b', null],
    ['a b@example.com', null],
    ['<a@example.com>', null],
  ])('reads the address %j as %j', (typed, read) => {
    expect(mailOf(typed)).toBe(read);
  });

  it('are shown so that their owner knows them and nobody else can use them', () => {
    expect(maskedMobile('13800001234')).toBe('138****1234');
    expect(maskedMail('zhuguan@example.com')).toBe('z***@example.com');
    expect([maskedMobile(''), maskedMail('')]).toEqual(['', '']);
  });
});

describe('a list of contacts', () => {
  it('is read line by line, or with signs between, each contact once', () => {
    expect(contactsIn('13800001234\n a@example.com，13800001234；；\nb@example.com')).toEqual([
      '13800001234',
      'a@example.com',
      'b@example.com',
    ]);
  });

  it.each([
    [' \n', 'contacts_missing'],
    ['13800001234\n张三', 'contact_unreadable'],
    [Array.from({ length: 51 }, (_, n) => `e${n}@example.com`).join('\n'), 'too_many_contacts'],
  ] as const)('%j is refused as %s', (text, code) => {
    expect(() => contactsIn(text)).toThrow(refusal(code));
  });
});
