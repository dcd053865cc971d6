import type { Reminded, ToDo } from '../domain/reminder.ts';
import { type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';
import { notSetAside } from './set-aside-store.ts';

interface ReminderRow {
  chat_id: string;
  day: string;
  member_id: string;
  sent_at: TimeColumn;
}

/** A reminder in somebody's private chat. */
export interface Reminder {
  readonly chatId: string;
  /** The day in the service's time zone, as `2026-11-23`. */
  readonly day: string;
  readonly memberId: string;
}

interface MuteRow {
  member_id: string;
  muted_at: TimeColumn;
}

const WEEK_MS = 7 * 86_400_000;

/** What waits for members, who was reminded of it and when, and who wants none of it. */
export class ReminderStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Notes a reminder; false when this chat has had one that day. */
  async add({ chatId, day, memberId }: Reminder, at: Date): Promise<boolean> {
    const row = { chat_id: chatId, day, member_id: memberId, sent_at: at };
    return insertOnce(this.#db<ReminderRow>('reminders').insert(row));
  }

  /** What a member has been reminded of until a moment, and how often his private chat was. */
  async reminded({ chatId, memberId }: Omit<Reminder, 'day'>, at: Date): Promise<Reminded> {
    const own = await this.#db<ReminderRow>('reminders')
      .where({ member_id: memberId })
      .max({ last: 'sent_at' })
      .first();
    const week = await this.#db<ReminderRow>('reminders')
      .where({ chat_id: chatId })
      .where('sent_at', '>', new Date(at.getTime() - WEEK_MS))
      .count({ number: '*' })
      .first();
    return {
      lastAt: dateOrNull((own?.['last'] as TimeColumn | undefined) ?? null),
      inWeek: Number(week?.['number'] ?? 0),
      muted: await this.isMuted(memberId),
    };
  }

  async isMuted(memberId: string): Promise<boolean> {
    return (await this.#db<MuteRow>('reminder_mutes').where({ member_id: memberId }).first()) !== undefined;
  }

  /** Keeps whether a member wants no reminders. */
  async mute(memberId: string, muted: boolean, at: Date): Promise<void> {
    const row = { member_id: memberId, muted_at: at };
    if (muted) await this.#db<MuteRow>('reminder_mutes').insert(row).onConflict('member_id').ignore();
    else await this.#db<MuteRow>('reminder_mutes').where({ member_id: memberId }).delete();
  }

  /** Forgets the reminders of a member and that he wanted none. */
  async forgetOf(memberId: string): Promise<void> {
    await this.#db<ReminderRow>('reminders').where({ member_id: memberId }).delete();
    await this.mute(memberId, false, new Date(0));
  }

  /** Forgets reminders before a moment; returns how many. */
  async forgetBefore(moment: Date): Promise<number> {
    return this.#db<ReminderRow>('reminders').where('sent_at', '<', moment).delete();
  }

  /** What an expert may rate and has neither rated nor set aside, or is to rate anew. */
  async toRate(
    enterpriseId: string,
    memberId: string,
    at: Date,
  ): Promise<Pick<ToDo, 'toRate' | 'firstAt' | 'lastAt'>> {
    const found = (await this.#unrated(enterpriseId, memberId, at)
      .count({ number: '*' })
      .min({ first: 'pushed_at' })
      .max({ last: 'pushed_at' })
      .first()) as { number: number | string; first: TimeColumn | null; last: TimeColumn | null } | undefined;
    return {
      toRate: Number(found?.number ?? 0),
      firstAt: dateOrNull(found?.first ?? null),
      lastAt: dateOrNull(found?.last ?? null),
    };
  }

  /** The patents of these, those first that have waited longest. */
  async patentsToRate(
    enterpriseId: string,
    memberId: string,
    { at, limit }: { readonly at: Date; readonly limit: number },
  ): Promise<string[]> {
    const rows = (await this.#unrated(enterpriseId, memberId, at)
      .orderBy(['pushed_at', 'matches.id'])
      .limit(limit)
      .select({ patent: 'patent_id' })) as { patent: string }[];
    return rows.map(({ patent }) => patent);
  }

  /** What waits for the admins of an enterprise: patents with answers, and since when; applications. */
  async ofAdmins(enterpriseId: string): Promise<Pick<ToDo, 'toReview' | 'reviewSince' | 'applications'>> {
    const reviews = (await this.#db('matches')
      .where({ 'matches.enterprise_id': enterpriseId, 'matches.state': 'open' })
      .join('expert_evaluations as given', 'given.match_id', 'matches.id')
      .where({ 'given.state': 'submitted' })
      .countDistinct({ number: 'matches.id' })
      .min({ first: 'given.rated_at' })
      .first()) as { number: number | string; first: TimeColumn | null } | undefined;
    const applications = await this.#db('applications')
      .where({ enterprise_id: enterpriseId, state: 'waiting' })
      .count({ number: '*' })
      .first();
    return {
      toReview: Number(reviews?.number ?? 0),
      reviewSince: dateOrNull(reviews?.first ?? null),
      applications: Number(applications?.['number'] ?? 0),
    };
  }

  #unrated(enterpriseId: string, memberId: string, at: Date) {
    return this.#db('matches')
      .where({ enterprise_id: enterpriseId, 'matches.state': 'open', library: 'evaluation' })
      .whereNotExists(notSetAside(this.#db, memberId, at))
      .whereNotExists(
        (given) =>
          void given
            .from('expert_evaluations')
            .where('expert_evaluations.match_id', this.#db.ref('matches.id'))
            .where({ member_id: memberId })
            .whereNot({ 'expert_evaluations.state': 'returned' }),
      );
  }
}
