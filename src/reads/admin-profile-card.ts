import { type AdminProfile, NAMELESS_ADMIN } from '../domain/admin-profile.ts';
import { maskedMail, maskedMobile } from '../domain/contact.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Fact, fact, factLines } from './people-wording.ts';
import { NO_ADMIN } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';

/** What an admin sees of his own profile: the form, or what he has said, his contacts masked. */
export interface AdminProfileCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once the reader is no admin any more. */
  readonly served: boolean;
  readonly editing: boolean;
  /** True when he has said it before and is changing it. */
  readonly known: boolean;
  readonly status: string;
  readonly facts: readonly Fact[];
  /** The same while he is changing it, his contacts masked all the same. */
  readonly brief: readonly Fact[];
  readonly name: string;
  readonly department: string;
  readonly position: string;
  /** What stands in the empty fields: contacts never go into a form, not even to their owner. */
  readonly mobileHint: string;
  readonly mailHint: string;
}

/** Reads what the card of an admin's profile shows at this moment. */
export async function adminProfileCard(tx: Tx, card: SentCard): Promise<AdminProfileCard> {
  const member = await tx.members.get(card.subjectId);
  const enterprise = await tx.enterprises.get(member.enterpriseId);
  const profile = await tx.adminProfiles.find(member.id);
  const served = member.isAdmin && !member.removed;
  const said = served && profile !== null ? factsOf(member.name, profile) : [];
  const editing = served && (profile === null || card.turnedTo === 'edit');
  return {
    card: card.id,
    enterprise: shorten(enterprise.name, 60),
    served,
    editing,
    known: profile !== null,
    status: statusOf(served, editing),
    facts: editing ? [] : said,
    brief: said,
    name: editing && member.name !== NAMELESS_ADMIN ? member.name : '',
    department: editing ? (profile?.department ?? '') : '',
    position: editing ? (profile?.position ?? '') : '',
    mobileHint: hintOf('手机号', maskedMobile(profile?.mobile ?? '')),
    mailHint: hintOf('单位邮箱', maskedMail(profile?.mail ?? '')),
  };
}

/** The same in plain text; a form cannot be filled in words. */
export function adminProfileText({ enterprise, status, facts, editing }: AdminProfileCard): string {
  const end = editing ? '卡片没有显示出来。请发送「我的资料」再试一次，或联系系统管理员。' : '';
  return linesOf(`管理员资料：${enterprise}`, status, factLines(facts), end);
}

function statusOf(served: boolean, editing: boolean): string {
  if (!served) return NO_ADMIN;
  return editing ? '手机号和邮箱只用于合作意向的联系方式，加密保存，可以不填。' : '';
}

function factsOf(name: string, { department, position, mobile, mail }: AdminProfile): Fact[] {
  return [
    fact('姓名', name),
    fact('部门', department),
    fact('职务', position),
    fact('手机号', maskedMobile(mobile)),
    fact('单位邮箱', shorten(maskedMail(mail), 100)),
  ];
}

function hintOf(name: string, masked: string): string {
  return masked === '' ? `${name}（可不填）` : shorten(`现为 ${masked}，不改则留空`, 100);
}
