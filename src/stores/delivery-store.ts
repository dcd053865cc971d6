import { type Db, insertOnce } from './database.ts';

interface DeliveryRow {
  connection: string;
  delivery_id: string;
  answer: string | null;
  at: Date;
}

/** The memory of deliveries: the same delivery again gets the same answer and has no further effect. */
export class DeliveryStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Takes a delivery for this transaction; false when it was handled before, after waiting for whoever handles it now. */
  async take(connection: string, deliveryId: string, at: Date): Promise<boolean> {
    return insertOnce(
      this.#db<DeliveryRow>('deliveries').insert({ connection, delivery_id: deliveryId, answer: null, at }),
    );
  }

  async remember(connection: string, deliveryId: string, answer: string | null): Promise<void> {
    await this.#db<DeliveryRow>('deliveries')
      .where({ connection, delivery_id: deliveryId })
      .update({ answer });
  }

  async recall(connection: string, deliveryId: string): Promise<string | null> {
    const row = await this.#db<DeliveryRow>('deliveries')
      .where({ connection, delivery_id: deliveryId })
      .first();
    return row?.answer ?? null;
  }

  /** Forgets the answers in which a text stands; the delivery stays known, and when it comes again nothing is said. */
  async forgetAnswersWith(text: string): Promise<void> {
    const asStored = JSON.stringify(text).slice(1, -1);
    await this.#db<DeliveryRow>('deliveries')
      .whereNotNull('answer')
      .whereRaw('instr(answer, ?) > 0', [asStored])
      .update({ answer: null });
  }

  /** Forgets what is older than a moment; returns how many. */
  async forgetBefore(moment: Date): Promise<number> {
    return this.#db<DeliveryRow>('deliveries').where('at', '<', moment).delete();
  }
}
