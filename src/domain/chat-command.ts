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
  'add-admin': ['添加管理员', '新增管理员'],
  'hand-over': ['移交管理员', '移交'],
};

/** Commands that say something after their words; the others must stand alone, or ordinary talk would set them off. */
const WITH_MORE: readonly CommandKind[] = ['bind', 'bind-admins', 'bind-experts', 'recommend'];

/** Reads a command; null when the text is none. Mentions have been taken out of it before. */
export function readCommand(text: string): ChatCommand | null {
  const said = text.normalize('NFKC').trim();
  for (const [kind, words] of Object.entries(COMMAND_WORDS) as [CommandKind, readonly string[]][]) {
    for (const word of words) {
      const start = word.normalize('NFKC');
      if (!said.toLowerCase().startsWith(start)) continue;
      const rest = said.slice(start.length).replace(/^[\s:,、。!.]+/u, '');
      // Contacts are no Chinese words: 推荐专家组评审 is an opinion.
      if (kind === 'recommend' && /^\p{Script=Han}/u.test(said.slice(start.length))) continue;
      if (rest === '' || WITH_MORE.includes(kind)) return commandOf(kind, rest);
    }
  }
  return null;
}

function commandOf(kind: CommandKind, rest: string): ChatCommand {
  if (kind === 'bind') return { kind, code: rest };
  if (kind === 'bind-admins' || kind === 'bind-experts') return { kind, enterprise: rest };
  return kind === 'recommend' ? { kind, list: rest } : { kind };
}
