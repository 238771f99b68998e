/** What a part accepts as an icon: any of `lucide-solid/icons/<name>`, imported one by one. */
import type { LucideProps } from "lucide-solid";
import type { JSX } from "solid-js";

export type Glyph = (props: LucideProps) => JSX.Element;
