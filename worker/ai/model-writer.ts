/** The writer that asks a language model. What it says is checked sentence by sentence; it gets no tools and no rows, only facts. [WR4] */
import {
  extractJsonMiddleware,
  generateText,
  type LanguageModel,
  type LanguageModelUsage,
  NoObjectGeneratedError,
  Output,
  streamText,
  wrapLanguageModel,
} from "ai";
import * as z from "zod/mini";
import { checkerFor, type Fallback, type Writer, WriterFailure, type Written } from "./writer.ts";
import { promptFor, promptVersion, system } from "./prompt.ts";

/** A model object, not a name that a gateway would have to know. */
export type Model = Exclude<LanguageModel, string>;

const Element = z.object({ part: z.string(), text: z.string(), citations: z.array(z.int()) });

/** When this part of the sentences or more has to be removed, what is left says too little. */
export const mostRemoved = 0.6;
const mostOutputTokens = 1_600;

const apology = /\b(?:sorry|apologi[sz]e|i (?:cannot|can't|can not|won't|am not able|am unable))\b/i;

const isTimeOut = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause.name === "TimeoutError" || cause.name === "AbortError") return true;
  return false;
};

const reasonOf = (error: unknown, signal: AbortSignal): Fallback =>
  signal.aborted || isTimeOut(error) ? "time_out" : "unreachable";

const tokensOf = ({ inputTokens = 0, outputTokens = 0 }: Partial<LanguageModelUsage> = {}): Written["tokens"] => ({
  input: inputTokens,
  output: outputTokens,
});

/** One object of this schema, all at once. Throws a `WriterFailure` with its reason and what it cost. */
export const oneObject = async <Schema extends z.core.$ZodType>(
  model: Model,
  {
    schema,
    instructions,
    prompt,
    most,
    timeout,
  }: { schema: Schema; instructions: string; prompt: string; most: number; timeout: number },
): Promise<{ output: z.output<Schema>; tokens: Written["tokens"] }> => {
  const signal = AbortSignal.timeout(timeout);
  try {
    const result = await generateText({
      model: unfenced(model),
      instructions,
      prompt,
      output: Output.object({ schema }),
      temperature: 0,
      maxOutputTokens: most,
      maxRetries: 0,
      abortSignal: signal,
    });
    const tokens = tokensOf(result.usage);
    // Without a proper end there is no output, and asking for it throws.
    if (result.finishReason !== "stop")
      throw new WriterFailure(result.finishReason === "content-filter" ? "refused" : "malformed", { tokens });
    return { output: result.output as z.output<Schema>, tokens };
  } catch (error) {
    if (error instanceof WriterFailure) throw error;
    if (!NoObjectGeneratedError.isInstance(error)) throw new WriterFailure(reasonOf(error, signal));
    const refused = error.finishReason === "content-filter" || apology.test(error.text ?? "");
    throw new WriterFailure(refused ? "refused" : "malformed", { tokens: tokensOf(error.usage) });
  }
};

/** Models like to put their JSON between fences. */
const unfenced = (model: Model): Model =>
  model.specificationVersion === "v4" ? wrapLanguageModel({ model, middleware: extractJsonMiddleware() }) : model;

export const modelWriter = (model: Model, name: string, timeout: number): Writer => ({
  source: "model",
  version: `${promptVersion} ${name}`,
  write: async function* write(assignment, parts, given) {
    const limit = AbortSignal.timeout(timeout);
    const signal = given ? AbortSignal.any([given, limit]) : limit;
    const checker = checkerFor(assignment, parts);
    const failed: unknown[] = [];
    const result = streamText({
      model: unfenced(model),
      instructions: system,
      prompt: promptFor(assignment, parts),
      output: Output.array({ element: Element }),
      temperature: 0,
      maxOutputTokens: mostOutputTokens,
      // Rules are a better second try than the same model.
      maxRetries: 0,
      abortSignal: signal,
      // `streamText` ends empty on an error; only this tells.
      onError: ({ error }) => void failed.push(error),
    });
    let said = 0;
    let kept = 0;
    try {
      for await (const element of result.elementStream) {
        said += 1;
        const sentence = checker.check(element);
        if (!sentence) continue;
        kept += 1;
        yield sentence;
      }
    } catch (error) {
      failed.push(error);
    }
    const usage =
      failed.length > 0 || signal.aborted ? undefined : await Promise.resolve(result.usage).catch(() => undefined);
    const finish =
      failed.length > 0 || signal.aborted
        ? "error"
        : await Promise.resolve(result.finishReason).catch(() => "error" as const);
    const written: Written = {
      removed: checker.removed(),
      tokens: { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 },
    };
    if (failed.length > 0 || signal.aborted) throw new WriterFailure(reasonOf(failed[0], signal), written);
    if (finish === "content-filter") throw new WriterFailure("refused", written);
    if (said === 0) throw new WriterFailure(apology.test(await result.text) ? "refused" : "malformed", written);
    if (kept === 0 || (said - kept) / said >= mostRemoved) throw new WriterFailure("ungrounded", written);
    return written;
  },
});
