/**
 * The cards panhuo sends; each has its templates under `cards/`.
 * `patent` goes to groups, `returned` to the expert whose answer came back, the others to admins.
 */
export const CARD_KINDS = ['patent', 'returned', 'review', 'enterprise-evaluation'] as const;

/** The name of a card. */
export type CardKind = (typeof CARD_KINDS)[number];
