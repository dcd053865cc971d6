import { isSubmitted } from '../domain/enterprise-evaluation.ts';
import type { Intent } from '../domain/intent.ts';
import type { Match } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import type { Tx } from '../stores/transactions.ts';
import { answerName } from './intent-wording.ts';
import { dayName } from './people-wording.ts';

/** One thing that happened to a patent, on a day as `YYYY-MM-DD`. */
export interface Happening {
  readonly day: string;
  readonly text: string;
  /** Both in one line. */
  readonly line: string;
}

/**
 * What happened to a patent before the eyes of one enterprise, the oldest first. It tells nothing that its group does not
 * see anyway: no expert's stars, and of intents only that there is one and what became of it.
 */
export async function historyOf(
  tx: Tx,
  patent: Patent,
  match: Match | null,
  { enterpriseId, timeZone }: { readonly enterpriseId: string; readonly timeZone: string },
): Promise<Happening[]> {
  const found: Happening[] = [];
  const note = (at: Date | null | undefined, text: string) => {
    if (at) found.push(happening(dayName(at, timeZone), text));
  };
  if (patent.registeredOn !== null) found.push(happening(patent.registeredOn, '登记入库'));
  if (match) await noteEvaluation(tx, match, note);
  const intents = (await tx.intents.ofPatent(patent.id)).filter((each) => each.enterpriseId === enterpriseId);
  for (const intent of intents) noteIntent(intent, note);
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function happening(day: string, text: string): Happening {
  return { day, text, line: `${day}　${text}` };
}

type Note = (at: Date | null | undefined, text: string) => void;

async function noteEvaluation(tx: Tx, match: Match, note: Note): Promise<void> {
  note(match.pushedAt, '推送到本企业');
  const answers = await tx.expertEvaluations.ofMatch(match.id);
  const [first] = answers.map(({ ratedAt }) => ratedAt).sort((a, b) => a.getTime() - b.getTime());
  note(first, `专家开始评价（共 ${answers.length} 位）`);
  const own = await tx.enterpriseEvaluations.findOfMatch(match.id);
  if (!own || !isSubmitted(own)) return;
  note(own.submittedAt, '提交企业评价');
  note(own.postedAt, '平台已收到企业评价');
}

function noteIntent({ submittedAt, postedAt, answer, withdrawnAt }: Intent, note: Note): void {
  if (!submittedAt) return;
  note(submittedAt, '发出合作意向');
  note(postedAt, '合作意向已推送给高校');
  if (answer) note(answer.answeredAt, `高校答复：${answerName(answer.state)}`);
  note(withdrawnAt, '撤回合作意向');
}
