/** The words of a Word document with its tables kept as rows. */
import mammoth from 'mammoth';
import { htmlToPlainText } from '../html-text.ts';

export async function documentText(content: Buffer): Promise<string> {
  // Pictures would only be carried as base64 through the HTML.
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  const { value } = await mammoth.convertToHtml({ buffer: content }, { convertImage, externalFileAccess: false });
  return htmlToPlainText(value);
}
