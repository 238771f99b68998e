/** The live circle of the address, one for all pages under `/c/:circle`: going from page to page keeps socket and rows. [KB1] */
import { type JSX, Show } from "solid-js";
import { useCircle } from "../circle-scope.tsx";
import { me } from "../session.ts";
import { createLiveCircle, type LiveCircle } from "./circle.ts";

/** Opens the circle for the person at this screen, when it is first asked for. */
const liveCircleFor = (user: string): LiveCircle => {
  const circle = useCircle();
  return circle.keep(`live/${user}`, () => createLiveCircle(circle.id(), user));
};

/** Shows its children over the live circle of this person; anew for another person. */
export const WithLiveCircle = (props: { children: (live: LiveCircle) => JSX.Element }): JSX.Element => (
  <Show when={me()?.user.id} keyed>
    {(user) => props.children(liveCircleFor(user))}
  </Show>
);
