/** The settings of a circle: name, people, invitations, keys, and its end. */
import type { JSX } from "solid-js";
import { useCircle } from "../../circle-scope.tsx";
import { ReadingPage } from "../../shell/page-header.tsx";
import { createTitle } from "../../title.ts";
import { ApiKeys } from "./api-keys.tsx";
import { Danger } from "./danger.tsx";
import { General } from "./general.tsx";
import { Invitations } from "./invitations.tsx";
import { Members } from "./members.tsx";

export const CircleSettings = (): JSX.Element => {
  const circle = useCircle();
  createTitle(() => `Settings of ${circle.name()}`);
  return (
    <ReadingPage title="Circle settings">
      <General />
      <Members />
      <Invitations />
      <ApiKeys />
      <Danger />
    </ReadingPage>
  );
};
