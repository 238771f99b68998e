/** Where the app shows the row behind a fact. [G4] */
import type { Fact } from "../../domain/grounding/fact.ts";
import { factors, fieldOf } from "../../domain/health.ts";
import { playbooks } from "../../domain/playbooks/index.ts";
import type { HrefOf } from "../ai/answer.ts";

/** Facts of an account open on its page, each at its own place; others on the page of the circle that holds them; sums on `home`. */
export const hrefsFor = (circle: string, account: string | null, home = "accounts"): HrefOf => {
  const under = (path: string): string => `/c/${circle}/${path}`;
  return ({ table, id, measure }: Fact): string => {
    const of = account ?? id;
    switch (table) {
      case "account":
        return under(`accounts/${id}`);
      case "health_score":
        return under(`accounts/${of}?tab=activity&score=${id}`);
      case "usage": {
        const [owner, date = ""] = id.split("/");
        const factor = factors.find((one) => fieldOf[one] === measure);
        return under(`accounts/${owner}?date=${date}${factor ? `&factor=${factor}` : ""}`);
      }
      case "meeting":
        return under(`accounts/${of}?tab=activity&meeting=${id}`);
      case "promise":
        return under(`accounts/${of}?tab=activity&promise=${id}`);
      case "feedback":
        return under(`accounts/${of}?tab=activity&feedback=${id}`);
      case "contact":
        return under(`contacts/${id}`);
      case "note":
        return under(`contacts/${measure.replace("note:", "")}?note=${id}`);
      case "playbook":
        return under(`playbooks?playbook=${playbooks.find(({ number }) => String(number) === id)?.id ?? ""}`);
      case "playbook_run":
        return under(`playbooks?tab=runs&run=${id}`);
      case "view":
        return under(`accounts${id === "" ? "" : `?${id}`}`);
      case "kpi":
        return under(`kpis/${id}`);
      default:
        return under(home);
    }
  };
};
