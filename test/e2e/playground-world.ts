import type { PlaygroundWorld, Press, Say } from '../../src/sandbox/playground-routes.ts';
import type { ChatView, MessageView, PressOutcome, RecordedEvaluation } from '../../src/sandbox/view.ts';
import { evaluationCard, patentCard, reviewCard } from './playground-cards.ts';

/** The instant at which everything in this small world happens: 10:30 in China. */
const NOW = Date.UTC(2026, 10, 23, 2, 30);
const PEOPLE: ReadonlyArray<readonly [string, string]> = [
  ['ou_1', '专家一'],
  ['ou_2', '专家二'],
  ['ou_admin', '管理员'],
];

/** A world for the page alone: one group, private chats, and a state that presses and texts change. */
export interface SmallWorld extends PlaygroundWorld {
  readonly presses: Press[];
  readonly says: Say[];
  /** Puts a message into a chat (`group`, or a person's id for his private chat), or replaces the one with its id. */
  put(chat: string, message: Partial<MessageView> & { readonly messageId: string }): void;
  /** Makes presses wait until the returned function is called. */
  hold(): () => void;
  /** Answers the next press with this instead of doing it. */
  answerNext(outcome: PressOutcome): void;
  /** How many pages listen. */
  listeners(): number;
}

/** Makes the world with one pushed patent in the group. */
export function smallWorld(): SmallWorld {
  const listeners = new Set<() => void>();
  const chats = new Map<string, MessageView[]>([
    ['group', []],
    ...PEOPLE.map(([id]): [string, MessageView[]] => [id, []]),
  ]);
  const evaluations: RecordedEvaluation[] = [];
  const presses: Press[] = [];
  const said: Say[] = [];
  let gate: Promise<void> = Promise.resolve();
  let answer: PressOutcome | null = null;

  const put: SmallWorld['put'] = (chat, message) => {
    const messages = chats.get(chat) ?? [];
    const at = messages.findIndex(({ messageId }) => messageId === message.messageId);
    const before = messages[at] ?? BLANK;
    messages.splice(at < 0 ? messages.length : at, 1, { ...before, ...message });
    for (const listener of listeners) listener();
  };
  const rate = (by: string, stars: string): string => {
    put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价，等待管理员审核。') });
    put('ou_admin', { messageId: 'm2', kind: 'card', card: reviewCard(`${nameOf(by)}：${stars} 星`) });
    return `已记录：${stars} 星`;
  };
  const record = (form: Record<string, string>): string => {
    evaluations.push({ ...RECORDED, stars: Number(form['stars']), opinion: form['text'] ?? '' });
    put('ou_admin', { messageId: 'm3', card: patentCard('企业评价已提交。') });
    return '企业评价已提交平台';
  };
  const act = ({ by, button, form }: Press): string => {
    if (button.startsWith('stars-')) return rate(by, button.slice(-1));
    if (button === 'draft') return record(form);
    if (button === 'approve') put('ou_admin', { messageId: 'm3', kind: 'card', card: evaluationCard() });
    return '已处理';
  };

  put('group', { messageId: 'm0', text: '大家好，我是盘活助手。平台推送的专利会发到本群，点星级即可评价。' });
  put('group', { messageId: 'm1', kind: 'card', card: patentCard('还没有人评价 · 截止 2026-12-31') });
  return {
    presses,
    says: said,
    put,
    view: () => ({
      people: PEOPLE.map(([openId, name]) => ({ openId, name, chats: chatsOf(openId, chats) })),
      evaluations,
    }),
    press: async (press) => {
      presses.push(press);
      await gate;
      const odd = answer;
      answer = null;
      return odd ?? { toast: { type: 'success', content: act(press) }, clientError: null };
    },
    say: async (say) => {
      said.push(say);
      const chat = say.chatId === 'oc_group' ? 'group' : say.by;
      const sender = { kind: 'person', name: nameOf(say.by) } as const;
      put(chat, { messageId: `t${said.length}`, sender, text: say.text });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hold: () => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
    answerNext: (outcome) => {
      answer = outcome;
    },
    listeners: () => listeners.size,
  };
}

const BLANK: MessageView = {
  messageId: '',
  sender: { kind: 'bot', name: '盘活助手' },
  sentAt: NOW,
  editedAt: null,
  kind: 'text',
  text: '',
  card: null,
  replyTo: null,
};

const RECORDED: RecordedEvaluation = {
  receipt: 'R-2026-000001',
  idempotencyKey: 'k1',
  enterprise: '演示企业（虚构）',
  applicationNumber: 'CN202210000001.X',
  title: '一种高镍三元正极材料的包覆改性方法（虚构）',
  stars: 5,
  opinion: '',
  recordedAt: NOW,
};

function nameOf(openId: string): string {
  return PEOPLE.find(([id]) => id === openId)?.[1] ?? openId;
}

function chatsOf(openId: string, chats: ReadonlyMap<string, readonly MessageView[]>): ChatView[] {
  return [
    { chatId: 'oc_group', name: '演示企业 · 盘活工作群', kind: 'group', messages: chats.get('group') ?? [] },
    { chatId: `oc_${openId}`, name: '盘活助手', kind: 'private', messages: chats.get(openId) ?? [] },
  ];
}
