/** Takes out of a text what PostgreSQL cannot store: NUL characters and halves of surrogate pairs. */

/** The text without NUL characters, each lone surrogate made U+FFFD. */
export function clean(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
