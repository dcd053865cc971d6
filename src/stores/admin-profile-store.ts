import type { AdminProfile } from '../domain/admin-profile.ts';
import type { Db, TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';

interface ProfileRow {
  member_id: string;
  department: string;
  position: string;
  mobile: string;
  mail: string;
  updated_at: TimeColumn;
}

/** What admins say of themselves; mobile numbers and mail addresses are sealed. */
export class AdminProfileStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  /** Says whether an admin has said anything of himself; opens no seal. */
  async isKnown(memberId: string): Promise<boolean> {
    const row = await this.#db<ProfileRow>('admin_profiles')
      .where({ member_id: memberId })
      .first('member_id');
    return row !== undefined;
  }

  async find(memberId: string): Promise<AdminProfile | null> {
    const row = await this.#db<ProfileRow>('admin_profiles').where({ member_id: memberId }).first();
    if (!row) return null;
    const { department, position, mobile, mail } = row;
    return {
      memberId,
      department,
      position,
      mobile: this.#seals.open(mobile, contextOf('mobile', memberId)),
      mail: this.#seals.open(mail, contextOf('mail', memberId)),
    };
  }

  async put({ memberId, department, position, mobile, mail }: AdminProfile, at: Date): Promise<void> {
    const row = {
      department,
      position,
      mobile: this.#seals.seal(mobile, contextOf('mobile', memberId)),
      mail: this.#seals.seal(mail, contextOf('mail', memberId)),
      updated_at: at,
    };
    const known = await this.#db<ProfileRow>('admin_profiles').where({ member_id: memberId }).update(row);
    if (known === 0) await this.#db<ProfileRow>('admin_profiles').insert({ member_id: memberId, ...row });
  }

  async erase(memberId: string): Promise<void> {
    await this.#db<ProfileRow>('admin_profiles').where({ member_id: memberId }).delete();
  }
}

function contextOf<C extends 'mobile' | 'mail'>(column: C, memberId: string) {
  return `admin_profiles.${column}:${memberId}` as const;
}
