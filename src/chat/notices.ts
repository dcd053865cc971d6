import type { Refusal } from '../domain/refusals.ts';
import type { Facts } from '../errors.ts';
import type { Notice } from './port.ts';

/** What a person is told when a rule says no: what happened, and what to do. */
export const NOTICES = {
  unknown_person: '还不认识您。请联系本企业管理员把您加入专家库。',
  outsider: '本操作仅限本企业人员。',
  not_a_member: '您还不是本企业的成员。请联系企业管理员。',
  not_an_expert: '您还不是本企业的专家。请联系企业管理员把您加入专家库。',
  expert_not_admitted: '您的专家入库申请还未通过审核，通过后即可评价。',
  member_removed: '您已不在本企业的专家库中，不能再操作。如有疑问请联系企业管理员。',
  member_erased: '这位成员的个人信息已删除，不能恢复。需要时请重新添加他。',
  admins_only: '此操作仅限企业管理员。',
  experts_only: '您是企业管理员：请点「企业评价（管理员）」，在私聊里填写企业评价。',
  wrong_enterprise: '这张卡片属于另一家企业，您不能操作。',
  code_wrong: '绑定码不正确，请核对后重试，或向系统管理员重新索取。',
  code_used: '这个绑定码已经用过了。如需再次绑定，请向系统管理员索取新的绑定码。',
  code_expired: '这个绑定码已失效，请向系统管理员索取新的绑定码。',
  code_missing: '请在「绑定」后面写上绑定码，例如：绑定 7QK2-XR9A-40BM。绑定码向系统管理员索取。',
  code_not_in_group: '请在要绑定的企业内部群里 @盘活助手 发送「绑定 绑定码」。',
  too_many_codes: '错误次数过多，请一小时后再试。',
  account_taken: '这个账号已是本企业的另一位成员，不能再关联。请联系系统管理员。',
  expert_already_invited: '这位成员已在专家库流程中，无需重复推荐。',
  expert_disabled: '您的专家身份已被停用，暂不能评价。请联系企业管理员。',
  expert_not_in_library: '这位成员不在专家库中，无需停用。',
  not_invited: '您还没有被推荐为专家。请联系企业管理员把您加入专家库。',
  already_applied: '您的入库申请已提交，请等待企业管理员审核。',
  applicant_gone: '申请人已被移除，这份申请不用再审核。',
  application_not_waiting: '这份入库申请已经审核过了。',
  application_unknown: '没有找到这份入库申请。请在最新的卡片上操作。',
  reason_missing: '退回或不采纳时请写明审核意见。',
  last_admin: '您是唯一的企业管理员。请先添加另一位管理员，再移交或移除。',
  nobody_named:
    '没有认出要指定的同事。请在这句话里 @ 他，例如：@盘活助手 添加管理员 @同事。企业微信的 @ 认不出人，请让他向系统管理员索取绑定码。',
  contacts_missing: '请每行写一位专家的手机号或邮箱。',
  contact_unreadable: '名单里有一行既不是手机号也不是邮箱，请改正后重新提交。',
  too_many_contacts: '一次最多添加 50 位专家，请分几次提交。',
  national_id: '内容里像是有身份证号。盘活助手不收集身份证号，请删去后重新提交。',
  name_missing: '请填写姓名。',
  profile_incomplete: '必填的各项还没有填全，请补全后重新提交。',
  line_too_long: '这一项最多 60 个字，请精简后再提交。',
  mobile_unreadable: '手机号不正确，请检查后重新填写。',
  mail_unreadable: '邮箱地址不正确，请检查后重新填写。',
  external_chat: '这是外部群。为保护评价信息，盘活助手只在企业内部群工作。',
  chat_bound_elsewhere: '本群已绑定另一家企业。一个群只能服务一家企业。',
  chat_not_bound: '本群还没有绑定企业。请企业管理员在群里 @盘活助手 发送「绑定 绑定码」。',
  not_in_group: '请在企业的群里 @盘活助手 发送这句话。',
  only_group_for_experts: '这是本企业唯一的专家群，专利卡片要发到这里。请另建一个群作管理群。',
  several_enterprises:
    '您管理多家企业：请在那家企业的群里 @盘活助手 发送，或私聊发送「添加专家」，在那家企业的卡片上操作。',
  enterprise_not_named: '您管理多家企业，请写明是哪一家，例如：绑定管理群 企业名称。',
  card_unknown: '这张卡片已失效。请在最新的卡片上操作。',
  card_mismatch: '这张卡片不是从这里发出的，操作未生效。请在收到它的群或私聊里操作。',
  button_unknown: '这个按钮已不再使用。请在最新的卡片上操作。',
  input_unreadable: '没有读懂提交的内容。请刷新卡片后重试。',
  stars_out_of_range: '评分只能是 1 至 5 星的整星，请改正后重试。',
  opinion_too_long: '文字超过 1000 字，请精简后再提交。',
  view_only_library: '这是转化关注库的专利，仅供查看，不能评价。',
  not_pushed: '这件专利还没有推送，暂不能评价。',
  evaluation_closed: '企业评价已提交，专家评价已关闭，您的这次操作没有记录。',
  evaluation_rejected: '管理员未采纳您对这件专利的评价，不能再次评价。',
  evaluation_missing: '没有找到这条评价。请在最新的卡片上操作。',
  evaluation_changed: '专家刚刚更新了这条评价，请看过新内容再审核。',
  already_reviewed: '这条评价已经审核过了。',
  opinion_missing: '请填写评价意见：企业评价必须含有管理员的意见。',
  stars_missing: '还没有专利评分：请选择，或用文字写明，例如：4星 工艺成熟。',
  draft_missing: '还没有可以提交的企业评价，请先填写。',
  draft_changed: '内容已被修改，请核对最新内容后再确认。',
  already_submitted: '企业评价已提交，不能再修改。如需更正请在平台上处理。',
  expert_named: '内容中出现了专家姓名。专家姓名不能出现在对外的内容里，请删除后再提交。',
  not_submitted: '企业评价还没有提交。',
  already_posted: '已经登记为在平台填报，无需重复操作。',
  form_field_missing: '还有必填项没有填写，请补全后再提交。',
  form_field_too_long: '有一项太长了，请精简后再提交。',
  form_choice_unknown: '有一项的选择不在可选范围内，请从列出的选项中选择。',
  form_date_wrong: '日期不正确，请按 2026-12-31 这样的格式填写。',
  form_empty: '还没有填写任何内容，请填写后再提交。',
  intent_unknown: '没有找到这份合作意向。请在最新的卡片上操作。',
  demand_unknown: '没有找到这条需求。请在最新的卡片上操作。',
  duplicate_intent: '本企业对这件专利已有一份合作意向，请在那份意向上继续，不要重复发起。',
  patent_not_transferable: '该专利已不在登记库（失效、转让或撤回），不能再发起合作意向。',
  already_confirmed: '内容已经确认发布，不能再修改，也不用再次确认。',
  cooperation_over: '这一条已经结束（撤回、关闭或被平台退回）。需要时请重新发起。',
  not_confirmed: '内容还没有确认发布，请先核对全文并确认。',
  not_posted_by_hand: '这一条不是手工登记的，或平台已有回执或答复，不能撤销登记。',
  demand_not_warned:
    '需求将对平台所有用户公开，文中可能有联系方式或涉密内容。请先核对提醒的内容，再确认发布。',
  end_not_due: '这一条没有撤回或关闭，不用在平台撤下。',
  patent_not_registered: '该专利已不在登记库（失效、转让或撤回），操作已停止。',
  patent_unknown: '没有找到这件专利。',
  already_pushed: '这件专利已经推送过，不会重复推送。',
  enterprise_closed: '本企业的服务已停用。请联系系统管理员。',
  enterprise_unknown: '没有找到这家企业。',
  match_gone: '没有找到这条推送。请在最新的卡片上操作。',
  search_too_long: '要搜索的文字太长，请只写最要紧的几个词。',
  focus_code_unknown: '有一项不是代码，也不是唯一的名称，请按示例改正后重试。',
  focus_too_much: '每项最多 30 个，每个最多 40 个字，请精简后重试。',
  focus_changed_meanwhile: '关注领域刚刚被修改过，您的修改没有保存。请看过现在的内容后再改。',
  focus_draft_missing: '没有等待保存的修改，或它已经改过了。请在最新的卡片上操作。',
  search_filter_unknown: '这个检索条件无法识别，请从列出的选项中选择，或按示例填写代码或名称。',
  colleague_unfit: '不能转交给这位同事：请选择本企业另一位已入库、已与盘活助手建立会话的专家。',
  deadline_unreadable:
    '没有看懂：请写一个截止日或目标，例如「盘活任务 2026-12-31」「盘活任务 每件有专家评价」「盘活任务 无截止日」。',
  deadline_past: '这个截止日已经过了，请写今天或以后的日期。',
  digest_time_wrong: '周报的时间没有看懂：请写星期和 7 点到 20 点之间的整点或半点，例如「周报 周一 9点」。',
  digest_gone: '这份周报已经不在了。请发送「周报」查看最新的。',
  search_unknown: '这个检索已经不在了。请发送「我的检索」查看现有的收藏，或重新检索。',
  search_of_nothing: '请先搜索或筛选，再收藏这次检索。',
  too_many_searches: '每人最多收藏 20 个检索，请先在「我的检索」里删除不用的。',
  patent_of_several: '您所在的几家企业都收到了这件专利：请在那家企业的群里评价，或在那家企业的卡片上点星。',
  import_for_admins: '只有企业管理员可以导入专利清单，这个文件没有读取，也没有保存。',
  import_of_several: '您管理多家企业：请把文件发到那家企业的群里，或请系统管理员导入。这个文件没有保存。',
  import_decided: '这个文件已经处理过了，结果见卡片；要再导入，请重新发送文件。',
  answer_incomplete: '没有读全您的回答。请按提示的顺序每行写一项，或写明「姓名：…」这样的名称。',
  reply_not_understood:
    '没读懂您的评价。请写明星数和意见，例如：4星 工艺成熟，可中试。发送「帮助」可查看能做的事。',
  reply_without_card:
    '没读懂这句话。要评价专利，请在它的卡片上点星，或回复（引用）介绍它的消息，例如：4星 工艺成熟，可中试。发送「帮助」可查看能做的事。',
} as const satisfies Readonly<Record<Refusal, string>>;

/** The notice for a refusal; facts fill in what helps the person. */
export function noticeOf(refusal: Refusal, facts: Facts = {}): Notice {
  const text = NOTICES[refusal];
  const name = facts['name'];
  if (refusal === 'expert_named' && typeof name === 'string') {
    return { tone: 'warning', text: text.replace('专家姓名', `专家姓名「${name}」`) };
  }
  const [field, said] = [facts['field'], facts['text']];
  const named = typeof said === 'string' ? text.replace('有一项', `「${said}」`) : text;
  return { tone: 'warning', text: typeof field === 'string' ? `「${field}」：${named}` : named };
}

/** The notice when something failed that is not the person's fault; nothing was recorded. */
export const FAILED: Notice = { tone: 'error', text: '系统暂时不可用，操作没有记录，请稍后再试。' };

/** The notice when the answer is not ready in time; the operation may still succeed and the card will show it. */
export const SLOW: Notice = {
  tone: 'info',
  text: '正在处理，请以卡片显示为准；若卡片没有变化，请再点一次。',
};
