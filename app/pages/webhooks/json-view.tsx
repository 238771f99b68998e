/** JSON with its keys, texts and numbers told apart. */
import { createMemo, For, type JSX } from "solid-js";

export interface Token {
  kind: "key" | "text" | "number" | "word" | "plain";
  text: string;
}

const pattern = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

/** Longer bodies are shown in one colour: a span for each word of a megabyte would hold up the page. */
const mostColoured = 60_000;

/** The text in pieces; together they are the text. */
export const tokensOf = (text: string): Token[] => {
  if (text.length > mostColoured || !/^\s*[[{]/.test(text)) return [{ kind: "plain", text }];
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, quoted, colon] = match;
    if (match.index > end) tokens.push({ kind: "plain", text: text.slice(end, match.index) });
    if (quoted === undefined) tokens.push({ kind: /^[tfn]/.test(whole) ? "word" : "number", text: whole });
    else tokens.push({ kind: colon === undefined ? "text" : "key", text: quoted });
    if (colon !== undefined) tokens.push({ kind: "plain", text: colon });
    end = match.index + whole.length;
  }
  if (end < text.length) tokens.push({ kind: "plain", text: text.slice(end) });
  return tokens;
};

const inks: Record<Token["kind"], string | undefined> = {
  key: "text-accent-text",
  text: "text-good-text",
  number: "text-watch-text",
  word: "text-info-text",
  plain: undefined,
};

export const JsonText = (props: { text: string }): JSX.Element => {
  const tokens = createMemo(() => tokensOf(props.text));
  return <For each={tokens()}>{({ kind, text }) => <span class={inks[kind]}>{text}</span>}</For>;
};
