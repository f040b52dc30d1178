/** Where the optional language model is asked; without it every decision stays with the rules. */
import { z } from 'zod';

export const LanguageModel = z.object({
  /** Beginning of an OpenAI-compatible API, e.g. `https://llm.example.com/v1`; https unless it is this machine. */
  baseUrl: z.url(),
  model: z.string().min(1),
  apiKey: z.string().nullable(),
  /** Everything that one question may take, retry included. */
  timeoutMs: z.int().positive(),
  /** Longest answer in tokens that is asked for. */
  maxTokens: z.int().positive(),
});
export type LanguageModel = z.infer<typeof LanguageModel>;
