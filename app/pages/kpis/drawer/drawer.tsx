/** One KPI over the page. */
import type { JSX } from "solid-js";
export const Drawer = (props: { id: string }): JSX.Element => <aside class="kpi-drawer">{props.id}</aside>;
