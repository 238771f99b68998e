import type { JSX } from "solid-js";
import { createWriting, streamOf } from "./written.ts";
import { WrittenText } from "./written-text.tsx";

export const CircleSummaryBody = (props: { circle: string; surface: string }): JSX.Element => {
  const writing = createWriting(() => streamOf(props.surface, { circle: props.circle }));
  return <WrittenText writing={writing} during="write the summary" />;
};
