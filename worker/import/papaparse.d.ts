/** The one piece of papaparse in use. Its own types bring those of Node along, which the Worker must not see. */
declare module "papaparse" {
  interface ParserOptions {
    delimiter: string;
    newline: string;
    /** Stop after so many rows; 0 is never. */
    preview?: number;
  }
  interface Parsed {
    data: string[][];
    errors: { code: string; row: number }[];
    /** Where the text begins that was not read. */
    meta: { cursor: number };
  }
  class Parser {
    constructor(options: ParserOptions);
    /** With `ignoreLastRow`, what no line end closes is left unread. */
    parse(text: string, baseIndex: number, ignoreLastRow: boolean): Parsed;
  }
  const papaparse: { Parser: typeof Parser };
  export default papaparse;
}
