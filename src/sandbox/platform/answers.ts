import type { PatentRecord } from '../../domain/patent.ts';
import type { PlatformPush, UniversityAnswer } from '../../platform/port.ts';
import type { Recorded } from './ledger.ts';

/** Writes a patent as `docs/platform-api.yaml` says. */
export function writePatent(patent: PatentRecord): Readonly<Record<string, unknown>> {
  return {
    kind: patent.kind,
    application_number: patent.applicationNumber,
    publication_number: patent.publicationNumber,
    title: patent.title,
    abstract: patent.abstract,
    applicant: patent.applicant,
    inventors: patent.inventors,
    type: patent.type,
    ipc: patent.ipc,
    sei: patent.sei,
    industries: patent.industries,
    cooperation_modes: patent.cooperationModes,
    maturity: patent.maturity,
    region: patent.region,
    application_date: patent.applicationDate,
    publication_date: patent.publicationDate,
    registered_on: patent.registeredOn,
    state: patent.state,
    valid_at_end_of_2023: patent.validAtEndOf2023,
    members: patent.members,
    sample: patent.sample,
  };
}

/** Writes a push as `docs/platform-api.yaml` says. */
export function writePush(push: PlatformPush): Readonly<Record<string, unknown>> {
  return {
    enterprise: push.enterprise,
    application_number: push.applicationNumber,
    reason: push.reason,
    pushed_at: push.pushedAt.toISOString(),
  };
}

/** Writes a university's answer as `docs/platform-api.yaml` says. */
export function writeAnswer(answer: UniversityAnswer): Readonly<Record<string, unknown>> {
  return {
    key: answer.key,
    state: answer.state,
    text: answer.text,
    answered_at: answer.answeredAt.toISOString(),
  };
}

/** The sentences that go with the contract's error codes. */
const MESSAGES = {
  unauthorized: '令牌无效',
  request_invalid: '请求不符合接口约定',
  cursor_unknown: '游标已失效，请从头读取',
  idempotency_conflict: '同一编号已用于另一份内容',
  patent_unknown: '平台没有登记这件专利',
  patent_not_transferable: '这件专利已失效、转让或撤回',
  evaluation_exists: '本企业已评价过这件专利',
  intent_exists: '本企业对这件专利已有合作意向',
  receipt_unknown: '没有这个编号的回执',
  rate_limited: '请求过于频繁，请稍后再试',
  platform_failed: '平台暂时不可用',
  path_unknown: '没有这个接口',
} as const;

/** The contract's error codes. */
type ErrorCode = keyof typeof MESSAGES;

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Makes an error answer; the details say which part of the request was wrong. */
export function refusal(status: number, code: ErrorCode, details = ''): Answer {
  return {
    status,
    body: { code, message: details === '' ? MESSAGES[code] : `${MESSAGES[code]}：${details}` },
  };
}

/** Makes the answer that carries a receipt. */
export function receiptAnswer(status: 200 | 201, { receipt, recordedAt }: Recorded): Answer {
  return { status, body: { id: receipt, recorded_at: new Date(recordedAt).toISOString() } };
}
