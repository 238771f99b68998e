/** The closed lists of words around accounts, and how a screen writes them. No schemas: the app loads this. */

/** [D1] */
export const industries = [
  "education",
  "technology",
  "healthcare",
  "finance",
  "retail",
  "manufacturing",
  "other",
] as const;
export type Industry = (typeof industries)[number];

export const industryLabels: Record<Industry, string> = {
  education: "Education",
  technology: "Technology",
  healthcare: "Healthcare",
  finance: "Finance",
  retail: "Retail",
  manufacturing: "Manufacturing",
  other: "Other",
};

/** [D3] Matched whatever their case, kept like this. [C34] */
export const segments = ["Enterprise", "Mid-Market", "SMB"] as const;
export type Segment = (typeof segments)[number];

/** [D4] */
export const feedbackStatuses = ["open", "in_progress", "resolved", "closed"] as const;
export type FeedbackStatus = (typeof feedbackStatuses)[number];

export const feedbackLabels: Record<FeedbackStatus, string> = {
  open: "Open",
  in_progress: "In progress",
  resolved: "Resolved",
  closed: "Closed",
};

/** [X10] [X11] */
export const sentiments = ["positive", "neutral", "negative"] as const;
export type Sentiment = (typeof sentiments)[number];

/** [D6] [C27] */
export const usageTrends = ["up", "down", "stable"] as const;
export type UsageTrend = (typeof usageTrends)[number];

/** Where a health score comes from: the formula, a person, or nowhere. [C12] */
export const healthSources = ["computed", "override", "none"] as const;
export type HealthSource = (typeof healthSources)[number];

/** [D8] The five numbers of a day's usage. */
export const usageFields = [
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
] as const;
export type UsageField = (typeof usageFields)[number];
