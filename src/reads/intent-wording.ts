import type { Intent, IntentAnswer, IntentOrigin } from '../domain/intent.ts';

const ORIGINS: Readonly<Record<IntentOrigin, string>> = {
  evaluation: '专利转化评价库',
  focus: '专利转化关注库',
  resource: '专利转化资源库',
};

/** The library in which an intent was begun, in Chinese. */
export function originName(origin: IntentOrigin): string {
  return ORIGINS[origin];
}

const STATES: Readonly<Record<Intent['state'], string>> = {
  editing: '填写中',
  draft: '待确认',
  submitted: '待平台接收',
  posted: '已推送给高校',
  answered: '高校已答复',
  withdrawn: '已撤回',
  refused: '平台未接收',
};

/** Where an intent stands, in Chinese. */
export function intentStateName(state: Intent['state']): string {
  return STATES[state];
}

const ANSWERS: Readonly<Record<string, string>> = {
  interested: '愿意对接',
  contacted: '已经联系',
  declined: '暂不合作',
};

/** What a university said, in a word. */
export function answerName(state: string): string {
  return ANSWERS[state] ?? state;
}

/** What a university said, in its own words too. */
export function answerLine({ state, text }: IntentAnswer): string {
  return text === '' ? `高校答复：${answerName(state)}` : `高校答复：${answerName(state)}。${text}`;
}
