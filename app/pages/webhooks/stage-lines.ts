/** Another system's stages in ours, as lines that people type: `theirs = ours`. */
import { type Stage, stageLabels, stages } from "../../../domain/funnel.ts";
import { fold } from "../../../domain/text.ts";

export const writeStages = (told: Record<string, string>): string =>
  Object.entries(told)
    .map(([theirs, ours]) => `${theirs} = ${stageLabels[ours as Stage] ?? ours}`)
    .join("\n");

/** Ours by label or by name, whatever the case; else what is wrong with which line. */
export const readStages = (text: string): { stages: Record<string, Stage> } | { wrong: string } => {
  const read: Record<string, Stage> = {};
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const at = line.lastIndexOf("=");
    const [theirs, word] = [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()];
    const ours = stages.find((stage) => fold(stage) === fold(word) || fold(stageLabels[stage]) === fold(word));
    if (at < 1 || theirs === "" || ours === undefined)
      return { wrong: `“${line}” is not “theirs = one of our stages”.` };
    read[theirs] = ours;
  }
  return { stages: read };
};
