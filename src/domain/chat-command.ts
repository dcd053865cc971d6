/** What a person asks of the bot in words, beside ratings. */
export type ChatCommand =
  | { readonly kind: 'bind'; readonly code: string }
  | { readonly kind: 'bind-admins'; readonly enterprise: string }
  | { readonly kind: 'bind-experts'; readonly enterprise: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'experts' }
  | { readonly kind: 'recommend'; readonly list: string }
  | { readonly kind: 'application' }
  | { readonly kind: 'admin-profile' }
  | { readonly kind: 'needs' }
  | { readonly kind: 'demand' }
  | { readonly kind: 'detail'; readonly number: string }
  | { readonly kind: 'evaluation-library' }
  | { readonly kind: 'focus-library' }
  | { readonly kind: 'resource-library' }
  | { readonly kind: 'focus' }
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'saved-searches' }
  | { readonly kind: 'digest'; readonly wish: string }
  | { readonly kind: 'to-do' }
  | { readonly kind: 'campaign'; readonly wish: string }
  | { readonly kind: 'evaluations' }
  | { readonly kind: 'work-list' }
  | { readonly kind: 'add-admin' }
  | { readonly kind: 'hand-over' };

/** The name of a command. */
export type CommandKind = ChatCommand['kind'];

/** The words of each command, first the one that is taught; what follows them belongs to the command. */
export const COMMAND_WORDS: Readonly<Record<CommandKind, readonly string[]>> = {
  'bind-admins': ['绑定管理群', '绑定管理员群'],
  'bind-experts': ['绑定专家群', '绑定本群'],
  bind: ['绑定'],
  help: ['帮助', '帮忙', 'help', '?', '？', '菜单', '你好', '您好'],
  experts: ['专家名单', '专家库', '专家列表'],
  recommend: ['添加专家', '推荐专家', '新增专家'],
  application: ['申请入库', '完善专家信息'],
  'admin-profile': ['我的资料', '完善资料'],
  needs: ['企业需求', '企业需求发布管理', '合作意向', '合作需求', '公开需求'],
  demand: ['发布需求', '新增需求'],
  detail: ['详情', '专利详情', '查看专利'],
  'evaluation-library': ['评价库', '转化评价库', '专利转化评价库'],
  'focus-library': ['关注库', '转化关注库', '专利转化关注库'],
  'resource-library': ['资源库', '转化资源库', '专利转化资源库'],
  focus: ['关注领域', '关注领域设置', '设置关注领域'],
  search: ['搜索', '检索', '查找'],
  'saved-searches': ['我的检索', '收藏的检索'],
  digest: ['周报', '盘活周报', '周报设置'],
  'to-do': ['我的待办', '待办', '待评价'],
  campaign: ['盘活任务', '进展', '总览'],
  evaluations: ['评价管理', '专利评价管理', '评价记录'],
  'work-list': ['待填报', '填报清单'],
  'add-admin': ['添加管理员', '新增管理员'],
  'hand-over': ['移交管理员', '移交'],
};

/** Commands that say something after their words; the others must stand alone, or ordinary talk would set them off. */
const WITH_MORE: readonly CommandKind[] = [
  'bind',
  'bind-admins',
  'bind-experts',
  'recommend',
  'detail',
  'search',
  'digest',
  'campaign',
];

/** Commands that are followed by no Chinese words. */
const NO_WORDS: readonly CommandKind[] = ['recommend', 'detail'];

/** Reads a command; null when the text is none. Mentions have been taken out of it before. */
export function readCommand(text: string): ChatCommand | null {
  const said = text.normalize('NFKC').trim();
  for (const [kind, words] of Object.entries(COMMAND_WORDS) as [CommandKind, readonly string[]][]) {
    for (const word of words) {
      const start = word.normalize('NFKC');
      if (!said.toLowerCase().startsWith(start)) continue;
      const after = said.slice(start.length);
      const rest = after.replace(/^[\s:,、。!.]+/u, '');
      if (mayFollow(kind, after) && (rest === '' || WITH_MORE.includes(kind))) return commandOf(kind, rest);
    }
  }
  return null;
}

function mayFollow(kind: CommandKind, after: string): boolean {
  // What is looked for stands apart: 搜索范围太宽 is an opinion, and so are 周报不错 and 进展很快.
  if (kind === 'search' || kind === 'digest' || kind === 'campaign') return /^([\s:,、]|$)/u.test(after);
  // Contacts and numbers are no Chinese words: 推荐专家组评审 is an opinion.
  return !(NO_WORDS.includes(kind) && /^\p{Script=Han}/u.test(after));
}

function commandOf(kind: CommandKind, rest: string): ChatCommand {
  if (kind === 'bind') return { kind, code: rest };
  if (kind === 'bind-admins' || kind === 'bind-experts') return { kind, enterprise: rest };
  if (kind === 'search') return { kind, words: rest };
  if (kind === 'detail') return { kind, number: rest };
  if (kind === 'digest' || kind === 'campaign') return { kind, wish: rest };
  return kind === 'recommend' ? { kind, list: rest } : { kind };
}
