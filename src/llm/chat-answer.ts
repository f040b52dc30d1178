/** Reads the answer of a chat endpoint: its one message, the JSON in it, and whether that fits the schema. */
import { z } from 'zod';
import type { Answer } from './ask-model.ts';

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
const FENCE = '```';

/** @param body what the server sent, whatever that is */
export function readChatAnswer<Schema extends z.ZodType>(body: string, schema: Schema): Answer<z.infer<Schema>> {
  const completion = Completion.safeParse(parseJson(body));
  const choice = completion.data?.choices[0];
  if (choice === undefined) return { kind: 'none', reason: 'not_json' };
  const { content, refusal } = choice.message;
  if (refusal || choice.finish_reason === 'content_filter') return { kind: 'none', reason: 'refused' };
  if (choice.finish_reason === 'length') return { kind: 'none', reason: 'cut_off' };
  const json = parseJson(unfence(content ?? ''));
  if (json === undefined) return { kind: 'none', reason: 'not_json' };
  const read = schema.safeParse(json);
  return read.success ? { kind: 'answer', value: read.data } : { kind: 'none', reason: 'wrong_schema' };
}

/** What stands between the first fence and the last one, for models that wrap JSON in Markdown. */
function unfence(content: string): string {
  const from = content.indexOf(FENCE);
  const to = content.lastIndexOf(FENCE);
  if (from === -1 || to <= from) return content.trim();
  const inside = content.slice(from + FENCE.length, to);
  return inside.replace(/^[a-z]{0,10}\s/i, '').trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
