/** The document's title, and its announcement when the page changes without a load. */
import { createEffect } from "solid-js";
import { announce } from "./parts/announcer.tsx";

let first = true;

export const createTitle = (title: () => string): void =>
  createEffect(() => {
    document.title = title() === "" ? "Rondo" : `${title()} · Rondo`;
    if (!first) announce(title());
    first = false;
  });
