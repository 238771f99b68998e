/** The meetings of the sample circle's accounts, in words that a person would write. */
import type { Sentiment } from "../domain/account-words.ts";

export interface SampleMeeting {
  /** Days before today, and the hour it began (UTC). */
  ago: number;
  hour: number;
  sentiment: Sentiment | null;
  participants: string[];
  summary: string;
}

const met = (
  ago: number,
  hour: number,
  sentiment: Sentiment | null,
  participants: string,
  summary: string,
): SampleMeeting => ({ ago, hour, sentiment, participants: participants.split(", "), summary });

/** By account. Those that are not here have met nobody. */
export const sampleMeetings: Record<string, SampleMeeting[]> = {
  "Cobalt Cloud": [
    met(
      12,
      15,
      "positive",
      "Rosa Almeida, Ken Whitlock, Ana Duarte",
      "Quarterly review. Adoption is at nine of ten teams and Rosa wants to speak at our customer day. They love the audit trail and asked what it costs to add the Singapore office: about 80 more seats in spring.",
    ),
    met(
      96,
      15,
      "positive",
      "Rosa Almeida, Ana Duarte",
      "Roll-out to the last three teams is planned. No open questions, and very happy with support.",
    ),
  ],
  "Meridian Health Group": [
    met(
      20,
      14,
      "positive",
      "Dr. Helen Marsh, Tariq Osman, Ana Duarte",
      "Renewal talk began well: they want three years. Legal needs the updated data agreement by the end of the month. Helen is pleased with how quickly the clinics took it up.",
    ),
    met(
      83,
      14,
      "neutral",
      "Tariq Osman, Ana Duarte",
      "Went through the figures of the quarter. Two clinics still work on paper; training is booked.",
    ),
  ],
  "Tidewater Bank": [
    met(
      34,
      16,
      "neutral",
      "Simon Hale, Ben Okoye",
      "Simon likes what he sees, but only two of five departments use the planning module. We agreed on a workshop for the others and on looking at the numbers again in six weeks.",
    ),
  ],
  "Atlas Grid Energy": [
    met(
      9,
      9,
      "negative",
      "Ingrid Solberg, Ana Duarte",
      "Ingrid is worried: since the reorganisation nobody owns the tool, two of her team leads went back to spreadsheets and she cannot defend the price in the renewal. She asked for a plan by next week or they will look for another product.",
    ),
    met(
      58,
      9,
      "neutral",
      "Ingrid Solberg, Magnus Dahl, Ana Duarte",
      "The department is being split in two. Magnus leaves at the end of the month; Ingrid takes over and does not know yet who will use what.",
    ),
    met(
      110,
      9,
      "positive",
      "Magnus Dahl, Ana Duarte",
      "Everything runs well. Magnus shows the board to his management every Monday.",
    ),
  ],
  "Sable Financial": [
    met(
      5,
      13,
      "negative",
      "Dara Quinn, Louis Fabre, Ben Okoye",
      "The upgrade of last week broke their nightly import, and eleven tickets are open. Dara was calm but clear: if month-end fails because of this, it goes to her director. Engineering calls them every morning until it is fixed.",
    ),
    met(
      70,
      13,
      "positive",
      "Dara Quinn, Ben Okoye",
      "Good review. They use nearly everything they pay for and plan to bring in the Lyon office.",
    ),
  ],
  "Northgate University": [
    met(
      16,
      10,
      "positive",
      "Prof. Ada Bright, Ana Duarte",
      "The recovery plan worked: usage is back above where it was before the summer, and the new training videos are popular with the students' office. Ada thanked the team.",
    ),
    met(
      62,
      10,
      "negative",
      "Prof. Ada Bright, Colin Reyes, Ana Duarte",
      "Bad semester start: logins failed for two days and half of the faculty gave up. We agreed on a recovery plan with weekly calls.",
    ),
  ],
  "Helios Pharma": [
    met(
      47,
      8,
      "neutral",
      "Beatriz Nogueira, Ben Okoye",
      "Renewal is due soon and Beatriz has not decided. She compares us with another supplier on price, and wants to see what the second year brings that the first did not.",
    ),
  ],
  "Harbor & Pine Retail": [
    met(
      18,
      17,
      "positive",
      "Joy Castellano, Ana Duarte",
      "They will renew and only wait for the paperwork. Joy asked for a discount on a second year and would act as a reference.",
    ),
  ],
  "Cumbre Mining": [
    met(
      25,
      16,
      "positive",
      "Diego Salas, Ana Duarte",
      "Diego is happy: the safety team in Antofagasta wants in, too. Renewal should be easy; send the offer with 30 more seats.",
    ),
  ],
  "Uhrwerk AG": [
    met(
      41,
      8,
      "positive",
      "Jonas Keller, Ana Duarte",
      "All is well. They do not answer surveys on principle, so there will be no NPS from them; Jonas says he would tell us if something was wrong.",
    ),
  ],
  "Ostrava Steelworks": [
    met(
      101,
      9,
      "negative",
      "Pavel Svoboda, Ana Duarte",
      "Only the pilot team uses it. Pavel is disappointed that the shift leaders never got their training, and the works council still has questions.",
    ),
  ],
  "Thistle Insurance": [
    met(
      52,
      11,
      "neutral",
      "Chloe Bennett, Ben Okoye",
      "Usage goes down slowly since two brokers left. Chloe wants to bring the new ones in after the audit and asked for a refresher.",
    ),
  ],
  "Bosphorus Retail": [
    met(
      30,
      12,
      "positive",
      "Elif Demir, Ben Okoye",
      "From kick-off to four regions in three months. Elif is delighted and plans the last region for spring.",
    ),
  ],
  "Lumière Optique": [
    met(
      8,
      10,
      "positive",
      "Isabelle Dubois, Ana Duarte",
      "They use more than they bought and want 40 more seats with the renewal. Legal has two remarks on the data annex; otherwise everybody is happy.",
    ),
  ],
  "Savanna Telecom": [
    met(
      66,
      14,
      "neutral",
      "Daniel Abara, Ben Okoye",
      "Daniel reads the proposal for 120 seats. He will come back once the budget is set.",
    ),
  ],
  "Canal Voyages": [
    met(
      14,
      15,
      "negative",
      "Renée Fontaine, Ben Okoye",
      "Renée confirmed that she leaves. Nobody has been named to follow her and her manager asked how to cancel. Very little use since.",
    ),
  ],
  "Padma Garments": [
    met(
      75,
      6,
      "neutral",
      "Aisha Rahman, Ben Okoye",
      "Their data connection will be moved to another server next month.",
    ),
  ],
  "Altiplano Coffee": [
    met(
      28,
      18,
      "positive",
      "Mateo Fuentes, Ben Okoye",
      "The second team has started and likes it. Mateo wants one view over both.",
    ),
  ],
  "Kumo Robotics": [
    met(
      3,
      7,
      "positive",
      "Hiro Matsuda, Ben Okoye",
      "First month done: onboarding goes faster than planned, nine of fifteen people are in every day.",
    ),
  ],
  "Straits Shipping": [
    met(
      38,
      4,
      "positive",
      "William Tan, Ana Duarte",
      "The partner agreement pays off: two of their customers asked for a demo.",
    ),
  ],
};
