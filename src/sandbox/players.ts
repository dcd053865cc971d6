import type { FeishuStandIn } from './feishu/stand-in.ts';
import type { Enter, Press, Say, SentFile } from './playground-commands.ts';
import type { KeptFile, PersonView, PressOutcome } from './view.ts';
import type { CallOutcome } from './wecom/bot-calls.ts';
import type { WecomStandIn } from './wecom/stand-in.ts';

/** One chat product as the playground moves it: what its people see and do. */
export interface Player {
  view(): PersonView[];
  press(press: Press): Promise<PressOutcome>;
  say(say: Say): Promise<void>;
  drop(file: SentFile): Promise<void>;
  /** Returns the file of a message that a person sees, or null. */
  fileSeenBy(by: string, messageId: string): KeptFile | null;
  /** Opens a private chat; returns its id. */
  enter(enter: Enter): Promise<string>;
  onChange(listener: () => void): () => void;
}

/** Plays the people of Feishu; it has no app beside the bot. */
export function feishuPlayer(feishu: FeishuStandIn): Player {
  return {
    view: () => feishu.view(),
    press: (press) => feishu.press(press),
    say: async (say) => {
      await feishu.say(say);
    },
    drop: async (file) => {
      await feishu.drop(file);
    },
    fileSeenBy: (by, messageId) => feishu.fileSeenBy(by, messageId),
    enter: ({ by }) => feishu.enter(by),
    onChange: (listener) => feishu.onChange(listener),
  };
}

/** Plays the people of WeCom. */
export function wecomPlayer(wecom: WecomStandIn): Player {
  return {
    view: () => wecom.view(),
    press: async ({ by, messageId, button: key, form }) => {
      const answers = Object.entries(form).map(([question, chosen]) => [question, [chosen].flat()]);
      return outcomeOf(await wecom.press({ by, messageId, key, choices: Object.fromEntries(answers) }));
    },
    say: async ({ by, chatId, text, replyTo, mentionBot, mentions }) => {
      // A mention of a colleague is nothing but words here: the bot is told no ids.
      const names = wecom.view(mentions).map(({ name }) => `@${name}`);
      const quote = replyTo === undefined ? {} : { quote: replyTo };
      await wecom.say({ by, chatId, text: [...names, text].join(' '), mentionBot, ...quote });
    },
    drop: async (file) => {
      await wecom.drop(file);
    },
    fileSeenBy: (by, messageId) => wecom.fileSeenBy(by, messageId),
    enter: ({ by, whom }) => wecom.enter(by, whom),
    onChange: (listener) => wecom.onChange(listener),
  };
}

/** The client shows no notices; that a press came to nothing is said by the sandbox. */
const FAILURES: Readonly<Record<CallOutcome, string | null>> = {
  answered: null,
  unanswered: '点击没有得到应答',
  unheard: '点击没有送达：没有程序在应答',
};

function outcomeOf(outcome: CallOutcome): PressOutcome {
  const content = FAILURES[outcome];
  return { toast: content === null ? null : { type: 'error', content }, clientError: null };
}
