import type { OutwardDemand } from '../../domain/demand.ts';
import type { OutwardEvaluation } from '../../domain/enterprise-evaluation.ts';
import type { OutwardIntent } from '../../domain/intent.ts';
import type { OutwardField } from '../../domain/outward-form.ts';

// Field by field: whatever else an object may carry at run time stays here (rule 9).

/** The body of `POST /v1/evaluations`. */
export function evaluationBody(evaluation: OutwardEvaluation): object {
  return {
    enterprise: evaluation.enterprise,
    application_number: evaluation.applicationNumber,
    stars: evaluation.stars,
    opinion: evaluation.opinion,
    submitted_at: evaluation.submittedAt.toISOString(),
  };
}

/** The body of `POST /v1/intents`. */
export function intentBody(intent: OutwardIntent): object {
  return {
    enterprise: intent.enterprise,
    application_number: intent.applicationNumber,
    origin: intent.origin,
    fields: fieldsOf(intent.fields),
    text: intent.text,
    submitted_at: intent.submittedAt.toISOString(),
  };
}

/** The body of `POST /v1/demands`. */
export function demandBody(demand: OutwardDemand): object {
  return {
    enterprise: demand.enterprise,
    title: demand.title,
    fields: fieldsOf(demand.fields),
    text: demand.text,
    submitted_at: demand.submittedAt.toISOString(),
  };
}

function fieldsOf(fields: readonly OutwardField[]): object[] {
  return fields.map(({ name, label, value }) => ({ name, label, value }));
}
