import { AppError, type Facts } from '../errors.ts';

/** Every way a rule can say no; `chat/notices.ts` has the Chinese sentence for each. */
export const REFUSALS = [
  // who
  'unknown_person',
  'outsider',
  'not_a_member',
  'not_an_expert',
  'expert_not_admitted',
  'member_removed',
  'member_erased',
  'admins_only',
  'experts_only',
  'wrong_enterprise',
  // binding codes
  'code_wrong',
  'code_used',
  'code_expired',
  'code_missing',
  'code_not_in_group',
  'too_many_codes',
  'account_taken',
  // members and the expert library
  'expert_already_invited',
  'expert_disabled',
  'expert_not_in_library',
  'not_invited',
  'already_applied',
  'applicant_gone',
  'application_not_waiting',
  'application_unknown',
  'reason_missing',
  'last_admin',
  'nobody_named',
  'contacts_missing',
  'contact_unreadable',
  'too_many_contacts',
  // what people type
  'national_id',
  'name_missing',
  'profile_incomplete',
  'line_too_long',
  'mobile_unreadable',
  'mail_unreadable',
  // chats
  'external_chat',
  'chat_bound_elsewhere',
  'chat_not_bound',
  'not_in_group',
  'only_group_for_experts',
  'enterprise_not_named',
  'several_enterprises',
  // cards
  'card_unknown',
  'card_mismatch',
  'button_unknown',
  'input_unreadable',
  // rating and review
  'stars_out_of_range',
  'opinion_too_long',
  'view_only_library',
  'not_pushed',
  'evaluation_closed',
  'evaluation_rejected',
  'evaluation_missing',
  'evaluation_changed',
  'already_reviewed',
  // the enterprise's evaluation
  'opinion_missing',
  'stars_missing',
  'draft_missing',
  'draft_changed',
  'already_submitted',
  'expert_named',
  'not_submitted',
  'already_posted',
  // what is filled in for the platform
  'form_field_missing',
  'form_field_too_long',
  'form_choice_unknown',
  'form_date_wrong',
  'form_empty',
  // intents and demands
  'intent_unknown',
  'demand_unknown',
  'duplicate_intent',
  'patent_not_transferable',
  'already_confirmed',
  'cooperation_over',
  'not_confirmed',
  'not_posted_by_hand',
  'demand_not_warned',
  'end_not_due',
  // patents and pushing
  'patent_not_registered',
  'patent_unknown',
  'already_pushed',
  'enterprise_closed',
  'enterprise_unknown',
  'match_gone',
  'patent_of_several',
  'search_too_long',
  'search_filter_unknown',
  'focus_code_unknown',
  'focus_too_much',
  'focus_changed_meanwhile',
  'focus_draft_missing',
  'search_unknown',
  // what is set aside
  'colleague_unfit',
  // the campaign
  'deadline_unreadable',
  'deadline_past',
  // the digest
  'digest_time_wrong',
  'digest_gone',
  'search_of_nothing',
  'too_many_searches',
  // files
  'import_for_admins',
  'import_of_several',
  'import_decided',
  // answers to what was asked
  'answer_incomplete',
  // replies
  'reply_not_understood',
  'reply_without_card',
] as const;

/** The code of a refusal. */
export type Refusal = (typeof REFUSALS)[number];

/** Says no on behalf of a rule: throws the refusal with the facts a notice may need. */
export function refuse(code: Refusal, facts: Facts = {}): never {
  throw new AppError('refused', code, `a rule refused: ${code}`, { facts });
}
