import { FULL_REACH, type Reach } from '../domain/connection.ts';
import { AdminProfileStore } from './admin-profile-store.ts';
import { ApplicationStore } from './application-store.ts';
import { AuditStore } from './audit-store.ts';
import { BindingCodeStore } from './binding-code-store.ts';
import { CardStore } from './card-store.ts';
import { ChatStore } from './chat-store.ts';
import { ConnectionStore } from './connection-store.ts';
import { ContactListStore } from './contact-list-store.ts';
import { CursorStore } from './cursor-store.ts';
import { type Db, isTransient } from './database.ts';
import { DeliveryStore } from './delivery-store.ts';
import { EnterpriseEvaluationStore } from './enterprise-evaluation-store.ts';
import { EnterpriseStore } from './enterprise-store.ts';
import { ExpertEvaluationStore } from './expert-evaluation-store.ts';
import { LaneStore } from './lane-store.ts';
import { LimitStore } from './limit-store.ts';
import { MatchStore } from './match-store.ts';
import { MemberStore } from './member-store.ts';
import { OutboxStore } from './outbox-store.ts';
import { PageVisitStore } from './page-visit-store.ts';
import { PatentStore } from './patent-store.ts';
import { PersonStore } from './person-store.ts';
import { QuestionStore } from './question-store.ts';
import { RunStore } from './run-store.ts';
import type { Seals } from './seal.ts';
import { SealedStore } from './sealed-store.ts';
import { TicketStore } from './ticket-store.ts';

/** Everything an action may touch. It is handed to actions; they never open one. */
export interface Tx {
  /** The one instant of this transaction: all that is written together carries the same time. */
  readonly at: Date;
  readonly newId: () => string;
  /** What a connection can do for the choice of the best way. */
  readonly reachOf: (connection: string) => Reach;
  readonly enterprises: EnterpriseStore;
  readonly bindingCodes: BindingCodeStore;
  readonly members: MemberStore;
  readonly persons: PersonStore;
  readonly adminProfiles: AdminProfileStore;
  readonly applications: ApplicationStore;
  readonly contactLists: ContactListStore;
  readonly chats: ChatStore;
  readonly patents: PatentStore;
  readonly matches: MatchStore;
  readonly expertEvaluations: ExpertEvaluationStore;
  readonly enterpriseEvaluations: EnterpriseEvaluationStore;
  readonly cards: CardStore;
  readonly tickets: TicketStore;
  readonly questions: QuestionStore;
  readonly pageVisits: PageVisitStore;
  readonly deliveries: DeliveryStore;
  readonly outbox: OutboxStore;
  readonly lanes: LaneStore;
  readonly limits: LimitStore;
  readonly runs: RunStore;
  readonly cursors: CursorStore;
  readonly audit: AuditStore;
  readonly connections: ConnectionStore;
  readonly sealed: SealedStore;
}

/** Runs work in one transaction: all of it happens or nothing. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What transactions take from the world outside. */
export interface TransactionWorld {
  readonly now: () => Date;
  readonly newId: () => string;
  /** What each connection can do; absent where that makes no difference, and each counts as one that can do everything. */
  readonly reachOf?: (connection: string) => Reach;
  /** Seals for the stores that keep credentials and personal data. */
  readonly seals: Seals;
}

/** How often a transaction that met a deadlock is run again; each time the other side has won and is gone. */
const TRIES = 8;

/** Makes the unit of work on a database; a deadlock or a busy file is met by running the work anew. */
export function transactionsOn(db: Db, world: TransactionWorld): InTransaction {
  return async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction((trx) => work(txOn(trx, world)));
      } catch (error) {
        if (!isTransient(error) || attempt === TRIES) throw error;
      }
    }
  };
}

function txOn(db: Db, world: TransactionWorld): Tx {
  return {
    at: world.now(),
    newId: world.newId,
    reachOf: world.reachOf ?? (() => FULL_REACH),
    enterprises: new EnterpriseStore(db),
    bindingCodes: new BindingCodeStore(db),
    members: new MemberStore(db),
    persons: new PersonStore(db),
    adminProfiles: new AdminProfileStore(db, world.seals),
    applications: new ApplicationStore(db),
    contactLists: new ContactListStore(db, world.seals),
    chats: new ChatStore(db),
    patents: new PatentStore(db),
    matches: new MatchStore(db),
    expertEvaluations: new ExpertEvaluationStore(db),
    enterpriseEvaluations: new EnterpriseEvaluationStore(db),
    cards: new CardStore(db),
    tickets: new TicketStore(db),
    questions: new QuestionStore(db),
    pageVisits: new PageVisitStore(db),
    deliveries: new DeliveryStore(db),
    outbox: new OutboxStore(db),
    lanes: new LaneStore(db),
    limits: new LimitStore(db),
    runs: new RunStore(db),
    cursors: new CursorStore(db),
    audit: new AuditStore(db),
    connections: new ConnectionStore(db, world.seals),
    sealed: new SealedStore(db, world.seals),
  };
}
