/** The library: the ten playbooks, in order. A new one is its file and a line here. [Y1] */
import { championUserProgram } from "./champion-user-program.ts";
import { dataQualityImprovement } from "./data-quality-improvement.ts";
import { executiveBusinessReview } from "./executive-business-review.ts";
import { featureAdoptionCampaign } from "./feature-adoption-campaign.ts";
import { integrationOptimization } from "./integration-optimization.ts";
import { npsRecoveryPlan } from "./nps-recovery-plan.ts";
import type { Playbook } from "./playbook.ts";
import { quarterlySuccessPlanning } from "./quarterly-success-planning.ts";
import { renewalRiskMitigation } from "./renewal-risk-mitigation.ts";
import { technicalHealthCheck } from "./technical-health-check.ts";
import { userTraining } from "./user-training.ts";

export const playbooks: readonly Playbook[] = [
  executiveBusinessReview,
  featureAdoptionCampaign,
  technicalHealthCheck,
  userTraining,
  quarterlySuccessPlanning,
  championUserProgram,
  npsRecoveryPlan,
  integrationOptimization,
  renewalRiskMitigation,
  dataQualityImprovement,
];
