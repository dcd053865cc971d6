import type { Refusal } from '../domain/refusals.ts';
import { AppError } from '../errors.ts';

/** What the operator can do about a rule that says no; the Chinese notices are for the people in the chats. */
const ADVICE: Partial<Readonly<Record<Refusal, string>>> = {
  not_a_member: 'there is no such member: find his id with member list <enterprise>',
  member_removed: 'this member was removed: an admin may take him back in the chat, or use member add',
  member_erased: 'this member was erased and cannot come back: add the person anew with member add',
  enterprise_closed: 'this enterprise is closed: open it first with enterprise reopen <enterprise>',
  enterprise_unknown: 'there is no such enterprise: list them with enterprise list',
  external_chat: 'people of other organisations are in this group: take an internal one',
  chat_bound_elsewhere: 'this group is bound to another enterprise: first chat unbind <chat-id>',
  only_group_for_experts: 'this is the only group patents go to: bind another one for the experts first',
  reason_missing: 'the reason is empty: say why in a few words, for the admin reads them',
  opinion_too_long: 'the text is too long: say it in fewer words',
  name_missing: 'the name is empty: say one',
  line_too_long: 'a name or id may have at most 60 characters: shorten it',
  focus_too_much:
    'a part of a focus may have at most 30 values of 40 characters: name fewer, or shorter ones',
  deadline_unreadable: 'a deadline is a day such as 2026-12-31, at most three years from now',
  deadline_past: 'the deadline is over already',
  digest_time_wrong: 'a digest can be planned for a day from 1 to 7, from 07:00 to 20:00',
  national_id: 'this looks like a national ID number, which panhuo never keeps: leave it out',
};

/** Puts advice for the operator into a refusal of a rule; any other error stays as it is. */
export function withAdvice(error: unknown): unknown {
  if (!(error instanceof AppError) || error.kind !== 'refused') return error;
  const advice = Object.entries(ADVICE).find(([code]) => code === error.code)?.[1];
  return advice === undefined ? error : new AppError('refused', error.code, advice, { cause: error });
}
