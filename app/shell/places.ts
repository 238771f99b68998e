/** The places of the rail and the bottom bar, in order. A new page is one row here and one route. */
import BookOpenCheck from "lucide-solid/icons/book-open-check";
import ChartColumnBig from "lucide-solid/icons/chart-column-big";
import Sun from "lucide-solid/icons/sun";
import Building from "lucide-solid/icons/building";
import KanbanSquare from "lucide-solid/icons/square-kanban";
import Gauge from "lucide-solid/icons/gauge";
import FlaskConical from "lucide-solid/icons/flask-conical";
import FileUp from "lucide-solid/icons/file-up";
import MessageCircleQuestion from "lucide-solid/icons/message-circle-question-mark";
import Settings from "lucide-solid/icons/settings-2";
import Webhook from "lucide-solid/icons/webhook";
import type { KeyName } from "../keys.ts";
import type { Glyph } from "../parts/glyph.ts";

export interface Place {
  /** Under `/c/:circle/`. */
  path: string;
  /** Other paths of the same place. */
  also?: string;
  label: string;
  icon: Glyph;
  key: KeyName;
}

export const places: readonly Place[] = [
  { path: "today", label: "Today", icon: Sun, key: "goToday" },
  { path: "board", also: "contacts", label: "Board", icon: KanbanSquare, key: "goBoard" },
  { path: "kpis", label: "KPIs", icon: Gauge, key: "goKpis" },
  { path: "accounts", label: "Accounts", icon: Building, key: "goAccounts" },
  { path: "portfolio", label: "Portfolio", icon: ChartColumnBig, key: "goPortfolio" },
  { path: "ask", label: "Ask", icon: MessageCircleQuestion, key: "goAsk" },
  { path: "playbooks", label: "Playbooks", icon: BookOpenCheck, key: "goPlaybooks" },
  { path: "lab", label: "Health lab", icon: FlaskConical, key: "goLab" },
  { path: "import", label: "Import", icon: FileUp, key: "goImport" },
  { path: "webhooks", label: "Webhooks", icon: Webhook, key: "goWebhooks" },
  { path: "settings", label: "Settings", icon: Settings, key: "goSettings" },
];
