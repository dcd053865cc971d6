import { settleDemand, settleIntent } from '../actions/settle-cooperation.ts';
import { settleEvaluation } from '../actions/settle-evaluation.ts';
import { type OutwardDemand, outwardDemand } from '../domain/demand.ts';
import { type OutwardEvaluation, outwardEvaluation } from '../domain/enterprise-evaluation.ts';
import { type OutwardIntent, outwardIntent } from '../domain/intent.ts';
import { refuse } from '../domain/refusals.ts';
import type { Posting } from './deliver-post.ts';

/** Enterprise evaluations on their way to the platform. */
export const EVALUATIONS: Posting<OutwardEvaluation> = {
  load: async (tx, id) => {
    const evaluation = (await tx.enterpriseEvaluations.find(id)) ?? refuse('draft_missing');
    if (evaluation.state !== 'submitted') return null;
    const match = await tx.matches.get(evaluation.matchId);
    const enterprise = await tx.enterprises.get(match.enterpriseId);
    const patent = await tx.patents.get(match.patentId);
    return { enterprise, outward: outwardEvaluation(enterprise, patent, evaluation) };
  },
  post: (platform, outward, id) => platform.postEvaluation(outward, id),
  settle: (tx, evaluationId, answer) => settleEvaluation(tx, { evaluationId, answer }),
};

/** Intents on their way to the universities. */
export const INTENTS: Posting<OutwardIntent> = {
  load: async (tx, id) => {
    const intent = await tx.intents.get(id);
    if (intent.state !== 'submitted') return null;
    const enterprise = await tx.enterprises.get(intent.enterpriseId);
    const patent = await tx.patents.get(intent.patentId);
    return { enterprise, outward: outwardIntent(enterprise, patent, intent) };
  },
  post: (platform, outward, id) => platform.postIntent(outward, id),
  settle: (tx, intentId, answer) => settleIntent(tx, { intentId, answer }),
};

/** Demands on their way to the public. */
export const DEMANDS: Posting<OutwardDemand> = {
  load: async (tx, id) => {
    const demand = await tx.demands.get(id);
    if (demand.state !== 'submitted') return null;
    const enterprise = await tx.enterprises.get(demand.enterpriseId);
    return { enterprise, outward: outwardDemand(enterprise, demand) };
  },
  post: (platform, outward, id) => platform.postDemand(outward, id),
  settle: (tx, demandId, answer) => settleDemand(tx, { demandId, answer }),
};
