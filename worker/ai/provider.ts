/** Which model writes, from configuration: any OpenAI-compatible server, else Workers AI, else none. Loaded only when asked. [WR4] [C36] */
import { numberFrom, type Env } from "../env.ts";
import type { Model } from "./model-writer.ts";
import type { NotesReader } from "./notes-reader.ts";
import type { Writer } from "./writer.ts";

/** Follows schemas and writes quickly. */
const usualModel = "@cf/meta/llama-3.3-70b-instruct-fp8-fast";
const usualTimeout = 20_000;

/** The model's name, or null where only rules write. */
export const modelNameOf = ({ AI_WRITER, AI_BASE_URL, AI_MODEL, AI }: Env): string | null => {
  if (AI_WRITER === "rules") return null;
  if (AI_BASE_URL) return AI_MODEL || null;
  return AI ? AI_MODEL || usualModel : null;
};

export interface Configured {
  model: Model;
  name: string;
  /** Milliseconds. */
  timeout: number;
}

/** Null where no model is set up. The AI libraries are read only here, so that a Worker without a model never does. */
export const modelFor = async (env: Env): Promise<Configured | null> => {
  const name = modelNameOf(env);
  if (name === null) return null;
  const timeout = numberFrom(env.AI_TIMEOUT_MS, usualTimeout);
  if (env.AI_BASE_URL) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const provider = createOpenAICompatible({
      name: "configured",
      baseURL: env.AI_BASE_URL,
      ...(env.AI_API_KEY ? { apiKey: env.AI_API_KEY } : {}),
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
    return { model: provider(name), name, timeout };
  }
  if (!env.AI) return null;
  const { createWorkersAI } = await import("workers-ai-provider");
  return { model: createWorkersAI({ binding: env.AI })(name), name, timeout };
};

export const modelWriterFor = async (env: Env): Promise<Writer | null> => {
  const configured = await modelFor(env);
  if (!configured) return null;
  const { modelWriter } = await import("./model-writer.ts");
  return modelWriter(configured.model, configured.name, configured.timeout);
};

/** [MN4] Null where no model is set up. */
export const modelNotesReaderFor = async (env: Env): Promise<NotesReader | null> => {
  const configured = await modelFor(env);
  if (!configured) return null;
  const { modelNotesReader } = await import("./notes-model.ts");
  return modelNotesReader(configured.model, configured.name, configured.timeout);
};
