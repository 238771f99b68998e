/** A drawn board with made-up people: one card goes round, as it would on everybody's screen. */
import { For, type JSX, Show } from "solid-js";
import { initialsOf } from "../../parts/avatar.tsx";

interface Drawn {
  name: string;
  company: string;
  age: string;
  by: string;
  moves?: boolean;
  held?: boolean;
}

const columns: readonly { label: string; cards: readonly Drawn[] }[] = [
  {
    label: "Contacted",
    cards: [
      { name: "Priya Raman", company: "Halden Rail", age: "2 h", by: "Ana Lima" },
      { name: "Tomás Vega", company: "Corriente", age: "1 d", by: "Jonas Berg" },
      { name: "Ines Falk", company: "Falk & Sons", age: "3 d", by: "Ana Lima" },
      { name: "Wei Zhang", company: "Lumen Foods", age: "6 d", by: "Mira Okafor" },
    ],
  },
  {
    label: "Meeting Set",
    cards: [
      { name: "Clara Dubois", company: "Atelier Nord", age: "4 h", by: "Mira Okafor" },
      { name: "Samir Haddad", company: "Qanat", age: "2 d", by: "Jonas Berg" },
      { name: "Erin Walsh", company: "Kestrel Health", age: "just now", by: "Ana Lima", moves: true },
    ],
  },
  {
    label: "Proposal Sent",
    cards: [
      { name: "Noor Aziz", company: "Blue Harbour", age: "38 min", by: "Jonas Berg", held: true },
      { name: "Pavel Novak", company: "Severn Tools", age: "5 d", by: "Mira Okafor" },
    ],
  },
  {
    label: "Negotiation",
    cards: [
      { name: "Lena Sorensen", company: "Fjordbank", age: "1 h", by: "Ana Lima" },
      { name: "Kofi Mensah", company: "Volta Grid", age: "9 d", by: "Jonas Berg" },
      { name: "Julia Conti", company: "Marmo", age: "12 d", by: "Mira Okafor" },
    ],
  },
];

const hues: Record<string, number> = { "Ana Lima": 150, "Jonas Berg": 265, "Mira Okafor": 30 };

const Face = (props: { name: string }): JSX.Element => (
  <span
    class="person inline-flex size-5 shrink-0 items-center justify-center rounded-full text-[0.5625rem] font-semibold"
    style={{ "--hue": hues[props.name] ?? 0 }}
  >
    {initialsOf(props.name)}
  </span>
);

const Card = (props: { card: Drawn }): JSX.Element => (
  <div
    class={`relative rounded-control border bg-surface px-2.5 py-2 shadow-card ${props.card.held ? "person-line" : "border-line"} ${props.card.moves ? "picture-moves z-10" : ""}`}
    style={{ "--hue": hues[props.card.by] ?? 0 }}
  >
    <div class="flex items-center gap-2">
      <span class="min-w-0 flex-1 truncate text-sm font-medium">{props.card.name}</span>
      <Face name={props.card.by} />
    </div>
    <div class="flex items-center gap-2 text-xs text-faint">
      <span class="min-w-0 flex-1 truncate">{props.card.company}</span>
      <span data-numbers>{props.card.age}</span>
    </div>
    <Show when={props.card.moves || props.card.held}>
      <span
        class={`person absolute -top-2 inset-s-2 rounded-full px-1.5 text-2xs leading-4 font-medium ${props.card.moves ? "picture-holds" : ""}`}
      >
        {props.card.by.split(" ")[0]} {props.card.moves ? "is moving this" : "is writing a note"}
      </span>
    </Show>
  </div>
);

/** A number that is one more or one less while the card is away. */
const Count = (props: { before: number; after: number }): JSX.Element => (
  <span class="relative text-xs text-faint" data-numbers>
    <span class={props.before === props.after ? "" : "picture-before"}>{props.before}</span>
    <Show when={props.before !== props.after}>
      <span class="picture-after absolute inset-0">{props.after}</span>
    </Show>
  </span>
);

export const BoardPicture = (): JSX.Element => (
  <figure class="flex flex-col gap-3">
    <div
      role="img"
      aria-label="A drawing of the board: four columns of contacts, three colleagues present, and one of them moving a card from Meeting Set to Proposal Sent."
      class="overflow-hidden rounded-panel border border-line bg-canvas shadow-dialog"
    >
      <div class="flex items-center gap-3 border-b border-line px-4 py-2.5">
        <span class="font-semibold">Board</span>
        <span class="text-xs text-faint">Customer success, EMEA</span>
        <span class="ms-auto flex -space-x-1">
          <For each={["Ana Lima", "Jonas Berg", "Mira Okafor"]}>{(name) => <Face name={name} />}</For>
        </span>
        <span class="inline-flex h-6 items-center gap-1.5 rounded-full border border-line bg-surface px-2 text-xs font-medium text-soft">
          <span class="size-2 rounded-full bg-good" />
          Live
        </span>
      </div>
      <div class="grid grid-cols-2 gap-3 p-3 sm:grid-cols-4">
        <For each={columns}>
          {(column, index) => (
            <div class={`min-w-0 ${index() % 3 === 0 ? "max-sm:hidden" : ""}`}>
              <div class="flex items-center gap-2 px-1 pb-2">
                <span class="text-xs font-medium">{column.label}</span>
                <Count
                  before={column.cards.length}
                  after={column.cards.length + (index() === 1 ? -1 : index() === 2 ? 1 : 0)}
                />
              </div>
              <div class="flex flex-col gap-2">
                <For each={column.cards}>{(card) => <Card card={card} />}</For>
              </div>
            </div>
          )}
        </For>
      </div>
    </div>
    <figcaption class="text-xs text-faint">A drawing, not a recording: these people are made up.</figcaption>
  </figure>
);
