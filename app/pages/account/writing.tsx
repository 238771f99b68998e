/** What is written about an account: insights with their three actions, its story, its profile; and the way to its brief. [WV1] [WV4] */
import { A } from "@solidjs/router";
import FileText from "lucide-solid/icons/file-text";
import Users from "lucide-solid/icons/users";
import { createSignal, type JSX } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { createWriting, streamOf } from "../../written/written.ts";
import { WrittenText } from "../../written/written-text.tsx";
import { useAccount } from "./account-scope.ts";

const surfaces = { account_insights: "Insights", account_story: "Story", profile_summary: "Profile" } as const;
type Surface = keyof typeof surfaces;

export const AccountWriting = (): JSX.Element => {
  const page = useAccount();
  const [surface, setSurface] = createSignal<Surface>("account_insights");
  const writing = createWriting(() => streamOf(surface(), { account: page.account().id }));
  return (
    <section aria-label="In words" class="acct-card flex flex-col gap-4 p-4">
      <header class="flex flex-wrap items-center justify-between gap-2">
        <h3 class="font-semibold">In words</h3>
        <Choice
          label="What to write"
          value={surface()}
          options={(Object.keys(surfaces) as Surface[]).map((value) => ({ value, label: surfaces[value] }))}
          onChange={setSurface}
        />
      </header>
      <WrittenText writing={writing} during={`write the ${surfaces[surface()].toLowerCase()}`} />
      <div class="flex flex-wrap gap-2">
        <A href={`/account/${page.account().id}/brief`} class={buttonClass("outline")}>
          <FileText size={15} /> Brief for a meeting
        </A>
        <A href={`/account/${page.account().id}/similar`} class={buttonClass("outline")}>
          <Users size={15} /> Similar customers
        </A>
      </div>
    </section>
  );
};
