/** The list of sources whose webhooks are read: one file each. */
import type { SourceKind } from "../../domain/webhook-words.ts";
import { amplitude } from "./amplitude.ts";
import { chargebee } from "./chargebee.ts";
import { custom } from "./custom.ts";
import { github } from "./github.ts";
import { hubspot } from "./hubspot.ts";
import { intercom } from "./intercom.ts";
import { mixpanel } from "./mixpanel.ts";
import { posthog } from "./posthog.ts";
import { salesforce } from "./salesforce.ts";
import { segment } from "./segment.ts";
import type { Source } from "./source.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";
import { zendesk } from "./zendesk.ts";

export const sources: Record<SourceKind, Source> = {
  standard,
  segment,
  mixpanel,
  amplitude,
  posthog,
  stripe,
  chargebee,
  zendesk,
  intercom,
  hubspot,
  salesforce,
  github,
  custom,
};
