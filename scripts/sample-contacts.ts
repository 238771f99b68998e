/** The people of the sample circle: invented, the same every time, spread over the whole funnel. */
import type { Stage, Status } from "../domain/funnel.ts";

export interface SampleContact {
  name: string;
  email: string;
  phone: string;
  company: string;
  status: Status;
  funnel_stage: Stage;
  /** The notes of its history, oldest first. */
  notes: string[];
}

/** Name, company, status, and what was said, one stage after the other. */
const people: Record<Stage, [string, string, Status, ...string[]][]> = {
  needs_outreach: [
    ["Greta Lindqvist", "Fjord Analytics", "lead"],
    ["Tomás Herrera", "Brújula Logistics", "lead", "Came in through the webinar on onboarding."],
    ["Priya Raman", "Lotus Freight", "prospect"],
    ["Oskar Brandt", "Kiesel Werkzeuge", "lead"],
    ["Mina Okafor", "Harmattan Foods", "lead", "Asked for the price list by e-mail."],
    ["Lucas Moreau", "Atelier Nord", "lead"],
    ["Ines Carvalho", "Maré Seguros", "prospect"],
    ["Noah Whitfield", "Palisade Rentals", "lead"],
    ["Yuki Tanabe", "Sora Instruments", "lead"],
  ],
  contacted: [
    ["Hannah Vogel", "Nordlicht Energie", "prospect", "Left a message, she calls back on Thursday."],
    ["Rafael Costa", "Verde Papel", "lead"],
    ["Amara Nwosu", "Lagoon Clinics", "prospect", "Interested, but wants to see the audit trail first."],
    ["Dmitri Sokolov", "Polar Cartography", "lead"],
    ["Ella Jørgensen", "Havn Ferries", "prospect"],
    ["Karim Haddad", "Cedar & Co", "lead", "Prefers the phone in the morning."],
    ["Sofia Ricci", "Officina Ricci", "lead"],
    ["Ben Achterberg", "Polder Dairy", "prospect"],
  ],
  meeting_set: [
    ["Mei-Ling Chou", "Jade River Textiles", "prospect", "Demo on Tuesday at 10, three people from operations."],
    ["Patrick O'Rourke", "Shannon Marine", "prospect", "Wants to bring the finance lead along."],
    ["Zainab Yusuf", "Crescent Schools", "prospect"],
    ["Viktor Hansen", "Blåtind Outdoor", "lead", "Meeting moved by a week."],
    ["Camille Laurent", "Maison Laurent", "prospect"],
    ["Arjun Mehta", "Monsoon Labs", "prospect", "Security questionnaire sent ahead of the call."],
    ["Julia Novak", "Vltava Press", "lead"],
  ],
  proposal_sent: [
    [
      "Daniel Abara",
      "Savanna Telecom",
      "prospect",
      "Sent the proposal for 120 seats.",
      "He reads it over the weekend.",
    ],
    ["Linnea Åkesson", "Granit Hotels", "prospect", "Proposal with yearly billing."],
    ["George Papadakis", "Aegean Yards", "prospect"],
    ["Chloe Bennett", "Thistle Insurance", "prospect", "Wants the migration included."],
    ["Mateo Fuentes", "Altiplano Coffee", "customer", "Second team, same contract."],
    ["Nadia Petrova", "Rila Software", "prospect"],
  ],
  negotiation: [
    ["Samuel Kipkorir", "Rift Valley Solar", "prospect", "Price is fine, asks for 60 days to pay."],
    [
      "Isabelle Dubois",
      "Lumière Optique",
      "customer",
      "Renewal with 40 more seats.",
      "Legal has two remarks on the data annex.",
    ],
    ["Hiro Matsuda", "Kumo Robotics", "prospect", "Procurement takes over from here."],
    ["Freya Nilsen", "Aurora Fisheries", "prospect"],
    ["Omar Farouk", "Delta Cotton", "partner", "Reseller terms under discussion."],
  ],
  blocked: [
    ["Carla Weiss", "Alpenblick Kliniken", "prospect", "Waits for the works council until next month."],
    ["Thabo Dlamini", "Umoya Wind", "prospect", "Budget frozen until the new year."],
    ["Renée Fontaine", "Canal Voyages", "customer", "Champion left; looking for the successor."],
  ],
  closed_won: [
    [
      "Elif Demir",
      "Bosphorus Retail",
      "customer",
      "Signed. Kick-off is planned.",
      "Kick-off done, first circle is live.",
    ],
    ["Jonas Keller", "Uhrwerk AG", "customer", "Signed for two years."],
    ["Aisha Rahman", "Padma Garments", "customer"],
    ["William Tan", "Straits Shipping", "partner", "Partner agreement countersigned."],
    ["Marta Kowalska", "Bursztyn Design", "customer"],
    ["Diego Salas", "Cumbre Mining", "customer", "Went live a week early."],
  ],
  closed_lost: [
    ["Peter Lang", "Falke Druck", "lead", "Chose to stay with spreadsheets for now."],
    ["Grace Mwangi", "Acacia Lodges", "prospect", "Went with a larger suite."],
    ["Anton Müller", "Rheinkai Spedition", "lead"],
    ["Leila Benali", "Atlas Ceramics", "prospect", "No budget this year, ask again in spring."],
  ],
};

const plain = (words: string): string =>
  words
    .normalize("NFD")
    .replaceAll(/[^\x20-\x7e]/g, "")
    .toLowerCase();

const addressOf = (name: string, company: string): string => {
  const mailbox = plain(name).replaceAll(/[^a-z]+/g, ".");
  const domain = plain(company).replaceAll(/[^a-z]+/g, "-");
  return `${mailbox}@${domain}.example`;
};

export const sampleContacts: SampleContact[] = Object.entries(people).flatMap(([stage, rows], column) =>
  rows.map(([name, company, status, ...notes], row) => ({
    name,
    email: addressOf(name, company),
    phone: `+49 30 55501${column}${String(row).padStart(2, "0")}`,
    company,
    status,
    funnel_stage: stage as Stage,
    notes,
  })),
);
