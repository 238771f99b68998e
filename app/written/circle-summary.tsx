/** What moved this week, on the board or in the KPIs; what stands out in the portfolio: a sheet behind one button. [WV3] */
import Sparkles from "lucide-solid/icons/sparkles";
import { createSignal, type JSX, lazy, Suspense } from "solid-js";
import { IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Skeleton } from "../parts/states.tsx";

const Body = lazy(async () => ({ default: (await import("./circle-summary-body.tsx")).CircleSummaryBody }));

interface CircleSummaryProps {
  circle: string;
  surface: "board_week" | "kpi_week" | "portfolio_insights";
  title: string;
}

export const CircleSummary = (props: CircleSummaryProps): JSX.Element => {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <IconButton icon={Sparkles} look="outline" label={props.title} onClick={() => setOpen(true)} />
      <Dialog open={open()} onClose={() => setOpen(false)} place="side" title={props.title}>
        <Suspense fallback={<Skeleton class="h-24 w-full" />}>
          <Body circle={props.circle} surface={props.surface} />
        </Suspense>
      </Dialog>
    </>
  );
};
