import { AdminProfileStore } from './admin-profile-store.ts';
import { ApplicationStore } from './application-store.ts';
import { AuditStore } from './audit-store.ts';
import { BindingCodeStore } from './binding-code-store.ts';
import { CampaignFigureStore } from './campaign-figure-store.ts';
import { CampaignStore } from './campaign-store.ts';
import { CardStore } from './card-store.ts';
import { ChatStore } from './chat-store.ts';
import { ConnectionStore } from './connection-store.ts';
import { ContactListStore } from './contact-list-store.ts';
import { CursorStore } from './cursor-store.ts';
import type { Db } from './database.ts';
import { DeliveryStore } from './delivery-store.ts';
import { DemandStore } from './demand-store.ts';
import { DigestFigureStore } from './digest-figure-store.ts';
import { DigestStore } from './digest-store.ts';
import { EnterpriseEvaluationStore } from './enterprise-evaluation-store.ts';
import { EnterpriseStore } from './enterprise-store.ts';
import { EvaluationListStore } from './evaluation-list-store.ts';
import { ExpertEvaluationStore } from './expert-evaluation-store.ts';
import { FocusStore } from './focus-store.ts';
import { IntentStore } from './intent-store.ts';
import { LaneStore } from './lane-store.ts';
import { LimitStore } from './limit-store.ts';
import { LoadedTaxonomyStore } from './loaded-taxonomy-store.ts';
import { MatchStore } from './match-store.ts';
import { MemberStore } from './member-store.ts';
import { OutboxStore } from './outbox-store.ts';
import { OverviewStore } from './overview-store.ts';
import { PageVisitStore } from './page-visit-store.ts';
import { PatentImportStore } from './patent-import-store.ts';
import { PatentStore } from './patent-store.ts';
import { PersonStore } from './person-store.ts';
import { PlatformWorkStore } from './platform-work-store.ts';
import { QuestionStore } from './question-store.ts';
import { RematchStore } from './rematch-store.ts';
import { ReminderStore } from './reminder-store.ts';
import { RunStore } from './run-store.ts';
import type { Seals } from './seal.ts';
import { SealedStore } from './sealed-store.ts';
import { SearchStore } from './search-store.ts';
import { SearchesStore } from './searches-store.ts';
import { SetAsideStore } from './set-aside-store.ts';
import { TicketStore } from './ticket-store.ts';

/** Who takes part, where they are reached, and how they came in. */
interface PeopleStores {
  readonly enterprises: EnterpriseStore;
  readonly bindingCodes: BindingCodeStore;
  readonly members: MemberStore;
  readonly persons: PersonStore;
  readonly adminProfiles: AdminProfileStore;
  readonly applications: ApplicationStore;
  readonly contactLists: ContactListStore;
  readonly chats: ChatStore;
  readonly connections: ConnectionStore;
  readonly sealed: SealedStore;
}

/** Patents, and the way of each through an enterprise. */
interface WorkStores {
  readonly patents: PatentStore;
  readonly imports: PatentImportStore;
  readonly matches: MatchStore;
  readonly focus: FocusStore;
  readonly rematches: RematchStore;
  readonly expertEvaluations: ExpertEvaluationStore;
  readonly evaluationList: EvaluationListStore;
  readonly enterpriseEvaluations: EnterpriseEvaluationStore;
  readonly intents: IntentStore;
  readonly demands: DemandStore;
  readonly platformWork: PlatformWorkStore;
  readonly digests: DigestStore;
  readonly digestFigures: DigestFigureStore;
  readonly reminders: ReminderStore;
  readonly setAsides: SetAsideStore;
  readonly campaigns: CampaignStore;
  readonly campaignFigures: CampaignFigureStore;
  readonly overview: OverviewStore;
  readonly search: SearchStore;
  readonly searches: SearchesStore;
  readonly loadedTaxonomies: LoadedTaxonomyStore;
}

/** What is sent, promised, remembered and counted on the way. */
interface MachineryStores {
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
}

/** The stores of one transaction. */
export type Stores = PeopleStores & WorkStores & MachineryStores;

/** Makes the stores on a transaction; seals are for those that keep credentials and personal data. */
export function storesOn(db: Db, seals: Seals): Stores {
  return { ...peopleStores(db, seals), ...workStores(db, seals), ...machineryStores(db, seals) };
}

function peopleStores(db: Db, seals: Seals): PeopleStores {
  return {
    enterprises: new EnterpriseStore(db),
    bindingCodes: new BindingCodeStore(db),
    members: new MemberStore(db),
    persons: new PersonStore(db),
    adminProfiles: new AdminProfileStore(db, seals),
    applications: new ApplicationStore(db),
    contactLists: new ContactListStore(db, seals),
    chats: new ChatStore(db),
    connections: new ConnectionStore(db, seals),
    sealed: new SealedStore(db, seals),
  };
}

function workStores(db: Db, seals: Seals): WorkStores {
  return {
    patents: new PatentStore(db),
    imports: new PatentImportStore(db),
    matches: new MatchStore(db),
    focus: new FocusStore(db),
    rematches: new RematchStore(db),
    expertEvaluations: new ExpertEvaluationStore(db),
    evaluationList: new EvaluationListStore(db),
    enterpriseEvaluations: new EnterpriseEvaluationStore(db),
    intents: new IntentStore(db, seals),
    demands: new DemandStore(db, seals),
    platformWork: new PlatformWorkStore(db),
    digests: new DigestStore(db),
    digestFigures: new DigestFigureStore(db),
    reminders: new ReminderStore(db),
    setAsides: new SetAsideStore(db),
    campaigns: new CampaignStore(db),
    campaignFigures: new CampaignFigureStore(db),
    overview: new OverviewStore(db),
    search: new SearchStore(db),
    searches: new SearchesStore(db),
    loadedTaxonomies: new LoadedTaxonomyStore(db),
  };
}

function machineryStores(db: Db, seals: Seals): MachineryStores {
  return {
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
    audit: new AuditStore(db, seals),
  };
}
