import { FAILED, noticeOf } from '../chat/notices.ts';
import { REFUSALS, type Refusal } from '../domain/refusals.ts';
import type { AppError } from '../errors.ts';

/** Why a page is not shown: what stands there instead, and the status it is sent with. */
export interface Trouble {
  readonly status: number;
  readonly heading: string;
  readonly say: string;
}

/** Everything that keeps a page from being shown, but for the rules. */
export const TROUBLES = {
  forged: {
    status: 404,
    heading: '没有这个页面',
    say: '链接不完整或已不再使用。请在聊天里打开自己收到的卡片。',
  },
  expired: {
    status: 410,
    heading: '链接已过期',
    say: '链接几天后自动失效。请在聊天里点卡片上的「刷新」，或发送「帮助」，再从卡片打开。',
  },
  other: {
    status: 403,
    heading: '这个链接是发给另一位同事的',
    say: '每个链接只供收到它的人使用，请在聊天里打开自己收到的卡片。如果就是您的链接，请回到第一次打开它的手机或电脑上操作。',
  },
  foreign: {
    status: 403,
    heading: '操作没有记录',
    say: '这次提交不是从盘活助手的页面发出的。请在聊天里打开自己收到的卡片，再试一次。',
  },
  unreadable: {
    status: 400,
    heading: '操作没有记录',
    say: '没有读懂提交的内容，或者内容过长。请返回上一页，精简后再试。',
  },
  failed: { status: 500, heading: '暂时打不开', say: FAILED.text },
} as const satisfies Readonly<Record<string, Trouble>>;

/** Refusals that say that the card is not to be had any more. */
const GONE: readonly string[] = ['card_unknown', 'match_gone', 'evaluation_missing', 'application_unknown'];

/** What stands in the place of a page that a rule refuses to show. */
export function troubleOf(refusal: AppError): Trouble {
  const say = noticeFor(refusal).text;
  return GONE.includes(refusal.code)
    ? { status: 410, heading: '这张卡片已失效', say }
    : { status: 403, heading: '不能打开这个页面', say };
}

/** What a person is told when a rule refuses what he asks. */
export function noticeFor({ code, facts }: AppError) {
  const refusal: Refusal | undefined = REFUSALS.find((each) => each === code);
  return refusal === undefined ? FAILED : noticeOf(refusal, facts);
}
