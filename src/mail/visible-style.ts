/** Decides by its style whether an element, or the text directly in it, can be seen. */
import { type Colour, type Declarations, pixels, readColour } from './css.ts';

/** What text inherits: its size in pixels, its colour, what lies behind it (null when that cannot be told). */
export type Look = { fontSize: number; colour: Colour; background: Colour | null; isBackgroundSaid: boolean };

const BLACK: Colour = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE: Colour = { red: 255, green: 255, blue: 255, alpha: 1 };
const PLAIN: Look = { fontSize: 16, colour: BLACK, background: WHITE, isBackgroundSaid: false };

/** Text of this size is a dot. */
const MAX_INVISIBLE_SIZE = 2;
/** Nothing on a page lies this far outside by mistake. */
const OFF_PAGE = -400;
const MIN_OPACITY = 0.06;
/** Sum over red, green and blue; #fefefe on white is invisible, #eeeeee on white just is not. */
const MIN_CONTRAST = 24;

/** Whether an element with these declarations takes everything inside it from sight. */
export function hidesContent(style: Declarations, parent: Look | null): boolean {
  if (style.size === 0) return false;
  const base = (parent ?? PLAIN).fontSize;
  const length = (name: string): number | null => pixels(style.get(name), base);
  const isFlat = (name: string): boolean => (length(name) ?? length(`max-${name}`) ?? 100) <= 1;
  const isFar = (name: string): boolean => (length(name) ?? 0) <= OFF_PAGE;
  const opacity = style.get('opacity');
  return (
    style.get('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(style.get('visibility') ?? '') ||
    style.get('mso-hide') === 'all' ||
    (opacity !== undefined && Number.parseFloat(opacity) < MIN_OPACITY) ||
    (style.get('overflow') === 'hidden' && (isFlat('height') || isFlat('width') || (length('max-height') ?? 9) <= 1)) ||
    (/^(?:absolute|fixed)$/.test(style.get('position') ?? '') && (isFar('left') || isFar('top'))) ||
    ['text-indent', 'margin-left', 'margin-top'].some(isFar) ||
    /^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?/.test(style.get('clip') ?? '') ||
    /^inset\(\s*(?:[5-9]\d|100)%/.test(style.get('clip-path') ?? '') ||
    /^scale[xy]?\(\s*0(?:\.0+)?\s*[,)]/.test(style.get('transform') ?? '')
  );
}

/** The look of text inside an element, given what it inherits. */
export function lookOf(style: Declarations, attributes: Record<string, string>, parent: Look | null): Look {
  const inherited = parent ?? PLAIN;
  const written = style.get('font-size') ?? /(?:^|\s)(\d[\d.]*(?:px|pt|em|%))/.exec(style.get('font') ?? '')?.[1];
  const fontSize =
    pixels(written, inherited.fontSize) ?? (written === undefined ? inherited.fontSize : namedSize(written));
  const colour = readColour(style.get('color') ?? attributes.color ?? attributes.text) ?? inherited.colour;
  return { fontSize, colour, ...backgroundOf(style, attributes, inherited) };
}

/** Whether text with this look can be seen. */
export function showsText(look: Look, hasUnreadBackground: boolean): boolean {
  if (look.fontSize < MAX_INVISIBLE_SIZE || look.colour.alpha < MIN_OPACITY) return false;
  if (look.background === null || (hasUnreadBackground && !look.isBackgroundSaid)) return true;
  const { red, green, blue } = look.background;
  const contrast =
    Math.abs(look.colour.red - red) + Math.abs(look.colour.green - green) + Math.abs(look.colour.blue - blue);
  return contrast >= MIN_CONTRAST;
}

function backgroundOf(
  style: Declarations,
  attributes: Record<string, string>,
  inherited: Look,
): Pick<Look, 'background' | 'isBackgroundSaid'> {
  const shorthand = style.get('background') ?? '';
  const hasPicture =
    /url\(|gradient\(/.test(shorthand + (style.get('background-image') ?? '')) || (attributes.background ?? '') !== '';
  if (hasPicture) return { background: null, isBackgroundSaid: true };
  const said =
    readColour(style.get('background-color')) ??
    readColour(shorthand) ??
    readColour(/#[\da-f]{3,6}\b|rgba?\([^)]{1,40}\)|^[a-z]{3,20}/.exec(shorthand)?.[0]) ??
    readColour(attributes.bgcolor);
  if (!said || said.alpha < 0.5) {
    return { background: inherited.background, isBackgroundSaid: inherited.isBackgroundSaid };
  }
  return { background: said, isBackgroundSaid: true };
}

function namedSize(name: string): number {
  return name === 'xx-small' ? 9 : 16;
}
