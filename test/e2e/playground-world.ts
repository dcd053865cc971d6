import { malformed } from '../../src/errors.ts';
import { type MovingClock, movingClock } from '../../src/sandbox/moving-clock.ts';
import type { AnswerIntent, Press, Say } from '../../src/sandbox/playground-commands.ts';
import type { Operator, PlaygroundWorld } from '../../src/sandbox/playground-routes.ts';
import type {
  ChatView,
  MessageView,
  OperatedEnterprise,
  PressOutcome,
  RecordedDemand,
  RecordedEvaluation,
  RecordedIntent,
  Troupe,
} from '../../src/sandbox/view.ts';
import { evaluationCard, patentCard, reviewCard } from './playground-cards.ts';

/** The instant at which everything in this small world happens: 10:30 in China. */
const NOW = Date.UTC(2026, 10, 23, 2, 30);
const PEOPLE: ReadonlyArray<readonly [string, string]> = [
  ['ou_1', '专家一'],
  ['ou_2', '专家二'],
  ['ou_admin', '管理员'],
  ['ou_3', '专家三'],
  ['ou_b', '管理员乙'],
];
const TROUPES: readonly Troupe[] = [
  { name: '演示企业（虚构）', people: ['ou_1', 'ou_2', 'ou_admin'] },
  { name: '演示企业二（虚构）', people: ['ou_3', 'ou_b'] },
];

/**
 * A world for the page alone: two enterprises with a group each, and a state that presses and texts change. The people
 * of the second have not opened their private chats yet.
 */
export interface SmallWorld extends PlaygroundWorld {
  readonly presses: Press[];
  readonly says: Say[];
  /** Who opened his private chat, each time he did. */
  readonly entered: string[];
  /** Puts a message into a chat (`group`, `group2`, or a person's id for his private one), or replaces it by its id. */
  put(chat: string, message: Partial<MessageView> & { readonly messageId: string }): void;
  /** What was said to intents as their universities. */
  readonly answers: AnswerIntent[];
  /** Puts an intent or a demand into the platform's books, or replaces the one of its key. */
  putIntent(intent: Partial<RecordedIntent> & { readonly idempotencyKey: string }): void;
  putDemand(demand: Partial<RecordedDemand> & { readonly idempotencyKey: string }): void;
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
    ['group2', []],
    ...PEOPLE.slice(0, 3).map(([id]): [string, MessageView[]] => [id, []]),
  ]);
  const clock = movingClock(() => new Date(NOW), 'Asia/Shanghai');
  const entered: string[] = [];
  const evaluations: RecordedEvaluation[] = [];
  const intents = new Map<string, RecordedIntent>();
  const demands = new Map<string, RecordedDemand>();
  const answers: AnswerIntent[] = [];
  const presses: Press[] = [];
  const said: Say[] = [];
  let gate: Promise<void> = Promise.resolve();
  let answer: PressOutcome | null = null;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const put: SmallWorld['put'] = (chat, message) => {
    const messages = chats.get(chat) ?? [];
    const at = messages.findIndex(({ messageId }) => messageId === message.messageId);
    const before = messages[at] ?? BLANK;
    messages.splice(at < 0 ? messages.length : at, 1, { ...before, ...message });
    chats.set(chat, messages);
    tell();
  };
  const rate = (by: string, stars: string): string => {
    put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价，等待管理员审核。') });
    put('ou_admin', { messageId: 'm2', kind: 'card', card: reviewCard(`${nameOf(by)}：${stars} 星`) });
    return `已记录：${stars} 星`;
  };
  const record = (form: Press['form']): string => {
    evaluations.push({ ...RECORDED, stars: Number(form['stars']), opinion: String(form['text'] ?? '') });
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
    entered,
    answers,
    put,
    putIntent: (intent) => {
      const key = intent.idempotencyKey;
      intents.set(key, { ...INTENT, receipt: `R-${key}`, ...intents.get(key), ...intent });
      tell();
    },
    putDemand: (demand) => {
      const key = demand.idempotencyKey;
      demands.set(key, { ...DEMAND, receipt: `R-${key}`, ...demands.get(key), ...demand });
      tell();
    },
    answer: async (said) => {
      const intent = intents.get(said.key);
      if (!intent) throw malformed('intent_unknown', 'no such intent');
      answers.push(said);
      intents.set(said.key, { ...intent, answer: { state: said.state, text: said.text } });
      tell();
    },
    operator: smallOperator(tell, clock),
    view: () => ({
      people: PEOPLE.map(([openId, name]) => ({
        openId,
        name,
        product: 'feishu',
        contacts: [{ whom: 'bot', name: '盘活助手' }],
        chats: chatsOf(openId, chats),
      })),
      troupes: TROUPES,
      evaluations,
      intents: [...intents.values()],
      demands: [...demands.values()],
      aheadMs: clock.aheadMs(),
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
      const chat = say.chatId.startsWith('oc_group') ? say.chatId.slice(3) : say.by;
      const sender = { kind: 'person', name: nameOf(say.by) } as const;
      put(chat, { messageId: `t${said.length}`, sender, text: say.text });
    },
    drop: async ({ by, name }) => put(by, { messageId: `f-${name}`, kind: 'file', text: name }),
    fileSeenBy: (by, messageId) => {
      const message = chats.get(by)?.find((each) => each.messageId === messageId && each.kind === 'file');
      return message ? { name: message.text, bytes: Buffer.from(`<b>${message.text}</b>`) } : null;
    },
    enter: async ({ by: openId }) => {
      entered.push(openId);
      put(openId, { messageId: `hello-${openId}`, text: '您好，我是盘活助手。' });
      return `oc_${openId}`;
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

const INTENT: RecordedIntent = {
  receipt: '',
  idempotencyKey: '',
  enterprise: '演示企业（虚构）',
  applicationNumber: 'CN202210000001.X',
  title: '一种高镍三元正极材料的包覆改性方法（虚构）',
  origin: 'evaluation',
  text: '合作方式：普通许可\n需求描述：希望先做 200 kg 级中试。\n联系人：管理员\n联系电话：010-00000000',
  recordedAt: NOW,
  withdrawnAt: null,
  answer: null,
};

const DEMAND: RecordedDemand = {
  receipt: '',
  idempotencyKey: '',
  enterprise: '演示企业（虚构）',
  title: '电解质膜量产工艺',
  text: '需求名称：电解质膜量产工艺\n技术领域：动力电池\n需求描述：卷对卷制备的复合膜。',
  recordedAt: NOW,
  withdrawnAt: null,
};

function nameOf(openId: string): string {
  return PEOPLE.find(([id]) => id === openId)?.[1] ?? openId;
}

function chatsOf(openId: string, chats: ReadonlyMap<string, readonly MessageView[]>): ChatView[] {
  const first = TROUPES[0]?.people.includes(openId) === true;
  const key = first ? 'group' : 'group2';
  const name = first ? '演示企业 · 盘活工作群' : '演示企业二 · 专利群';
  const troupe = TROUPES.find(({ people }) => people.includes(openId));
  const members = (troupe?.people ?? []).map((id) => ({ openId: id, name: nameOf(id) }));
  const group: ChatView = {
    chatId: `oc_${key}`,
    name,
    kind: 'group',
    whom: null,
    members,
    messages: chats.get(key) ?? [],
  };
  const messages = chats.get(openId);
  if (messages === undefined) return [group];
  const mine = members.filter((member) => member.openId === openId);
  const facts = { chatId: `oc_${openId}`, name: '盘活助手', members: mine, messages };
  return [group, { ...facts, kind: 'private', whom: 'bot' }];
}

/** An operator who keeps his enterprises in memory; the code of the second issue differs from that of the first. */
function smallOperator(tell: () => void, clock: MovingClock): Operator {
  const enterprises: OperatedEnterprise[] = [
    { id: 'e1', name: '演示企业（虚构）', closed: false, members: 3, groups: 1, platformMode: 'http' },
  ];
  let issued = 0;
  const issueCode = async () => {
    issued += 1;
    return { code: `7QK2-XR9A-40B${issued}`, expiresAt: NOW + 7 * 86_400_000 };
  };
  return {
    enterprises: async () => enterprises,
    issueCode,
    push: async (enterpriseId) => (enterpriseId === 'e1' ? 1 : 0),
    moveClock: async (step) => {
      clock.move(step);
      tell();
    },
    setPlatformMode: async ({ enterpriseId, mode }) => {
      const at = enterprises.findIndex(({ id }) => id === enterpriseId);
      const before = enterprises[at];
      if (before) enterprises[at] = { ...before, platformMode: mode };
      tell();
      return mode === 'http' ? 1 : 0;
    },
    createEnterprise: async (name) => {
      const known = enterprises.some((enterprise) => enterprise.name === name);
      const id = `e${enterprises.length + 1}`;
      if (!known) enterprises.push({ id, name, closed: false, members: 0, groups: 0, platformMode: 'http' });
      tell();
      return issueCode();
    },
  };
}
