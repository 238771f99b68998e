/** What the platform and the configuration give the Worker. Texts are all optional: `.env.example` says what each does. */

export interface Env {
  DB: D1Database;
  Circle: DurableObjectNamespace;
  Limiter: DurableObjectNamespace;
  Clock: DurableObjectNamespace;
  Intake: DurableObjectNamespace;
  Inbound: Queue;
  ASSETS: Fetcher;
  AUTH_SECRET?: string;
  PUBLIC_URL?: string;
  ALLOWED_ORIGINS?: string;
  EMAIL_VERIFICATION?: string;
  MAIL_URL?: string;
  MAIL_TOKEN?: string;
  MAIL_FROM?: string;
  RATE_LIMITS?: string;
  RATE_PER_MINUTE?: string;
  RATE_BURST?: string;
  SIGN_IN_ATTEMPTS?: string;
  SIGN_IN_WINDOW_SECONDS?: string;
  BODY_LIMIT_BYTES?: string;
  IMPORT_LIMIT_BYTES?: string;
  METRICS_TOKEN?: string;
  BOOTSTRAP_TOKEN?: string;
  LOCAL_WEBHOOKS?: string;
  LOG_LEVEL?: string;
  /** Workers AI, where it is bound. */
  AI?: Ai;
  AI_WRITER?: string;
  AI_BASE_URL?: string;
  AI_MODEL?: string;
  AI_API_KEY?: string;
  AI_TIMEOUT_MS?: string;
  AI_TOKENS_PER_DAY?: string;
}

/** Another name for it, since an interface cannot extend one of its own name. */
type Whole = Env;

declare global {
  namespace Cloudflare {
    interface Env extends Whole {}
  }
}

/** A whole number from the configuration, or what stands for it. */
export const numberFrom = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return text !== undefined && text !== "" && Number.isFinite(value) && value > 0 ? value : otherwise;
};
