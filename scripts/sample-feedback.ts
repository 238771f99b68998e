/** The feedback of the sample circle's accounts, in words that a customer would write. */
import type { FeedbackStatus } from "../domain/account-words.ts";

export interface SampleFeedback {
  title: string;
  status: FeedbackStatus;
  description: string;
}

const said = (status: FeedbackStatus, title: string, description: string): SampleFeedback => ({
  status,
  title,
  description,
});

/** By account. Those that are not here have said nothing. */
export const sampleFeedback: Record<string, SampleFeedback[]> = {
  "Cobalt Cloud": [
    said(
      "resolved",
      "Great support over the weekend",
      "Your team solved our sign-in problem in twenty minutes on a Sunday. Excellent, thank you.",
    ),
    said(
      "open",
      "Export of dashboards",
      "We would love to export a dashboard as a PDF for our board. Nice to have, nothing urgent.",
    ),
  ],
  "Meridian Health Group": [
    said(
      "in_progress",
      "Single sign-on for the new clinics",
      "Twelve clinics join in two months and need single sign-on from their own directory.",
    ),
    said(
      "resolved",
      "Reports were slow in the morning",
      "Between eight and nine the reports took half a minute. It is good now, thanks for the fast fix.",
    ),
  ],
  "Tidewater Bank": [
    said(
      "open",
      "Planning module is hard to find",
      "New colleagues do not find the planning module. A hint on the first page would help.",
    ),
  ],
  "Atlas Grid Energy": [
    said(
      "open",
      "Too complicated since the last change",
      "My people are annoyed. The new planning view is confusing, important filters are gone, and half of the team has stopped using it.",
    ),
    said(
      "open",
      "No answer for a week",
      "We wrote about the broken import and nobody answered for a week. That is disappointing for a contract of this size.",
    ),
  ],
  "Sable Financial": [
    said(
      "in_progress",
      "Nightly import fails since the upgrade",
      "Every night the import stops with an error and we start it again by hand in the morning. This is a serious problem before month-end.",
    ),
    said(
      "open",
      "Wrong totals in two reports",
      "Two reports show wrong totals since Tuesday. We cannot trust the figures right now.",
    ),
  ],
  "Northgate University": [
    said(
      "closed",
      "Log-in failed in the first week",
      "Nobody could log in for two days in the most important week of the year. Very frustrating.",
    ),
    said(
      "resolved",
      "The new videos help a lot",
      "Short, clear and friendly. Exactly what our staff needed, great work.",
    ),
  ],
  "Helios Pharma": [
    said(
      "open",
      "Validation documents are missing",
      "For our auditors we need the validation documents of the last two releases. Without them we cannot extend.",
    ),
  ],
  "Harbor & Pine Retail": [
    said("open", "Mobile view for store managers", "Store managers would like to enter their numbers on the phone."),
  ],
  "Cumbre Mining": [said("resolved", "Spanish labels", "The Spanish labels are very good now. Thank you.")],
  "Ostrava Steelworks": [
    said(
      "open",
      "Shift leaders are not trained",
      "Nobody trained the night shift. They hate the tool because they do not know it.",
    ),
    said(
      "open",
      "Forms lose what was typed",
      "On the tablets a form loses everything when the connection drops. This is really bad on the shop floor.",
    ),
  ],
  "Thistle Insurance": [
    said("in_progress", "Refresher for new brokers", "Six new brokers start next month and need an introduction."),
  ],
  "Bosphorus Retail": [said("resolved", "Turkish month names", "Month names are right now, thanks!")],
  "Lumière Optique": [
    said(
      "open",
      "More seats, please",
      "Colleagues in Lyon share accounts because we have run out of seats. We love the product and need more of it.",
    ),
  ],
  "Canal Voyages": [
    said(
      "open",
      "We do not need this any more",
      "The person who set it up has left, the rest of us find it useless and want to cancel.",
    ),
  ],
  "Altiplano Coffee": [said("open", "One view over both teams", "It would be great to see both teams on one page.")],
};
