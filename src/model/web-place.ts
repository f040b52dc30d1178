/** Where the approval page is served, and under which address people reach it. */
export type WebPlace = {
  host: string;
  port: number;
  /** Without a slash at its end; with the path that a proxy serves it under. */
  publicUrl: string;
};
