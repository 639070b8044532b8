import PDFDocument from "pdfkit";
import { statementFonts } from "./statement-fonts.ts";

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = 48;
const FOOT = 40;
/** Signs beyond Latin-1 that the font of Latin letters has: dashes, quotes, the ellipsis, euro and minus. */
const SIGNS = "–—‘’‚“”…€−";

/** For figures: digits of one width and no kerning. A program that reads the file would take "7" and ".65" for two words. */
const FIGURES = { lineBreak: false, features: { tnum: true, kern: false } } as unknown as PDFKit.Mixins.TextOptions;

export interface TextStyle {
  readonly size?: number;
  readonly isStrong?: boolean;
  readonly isMuted?: boolean;
  /** The text ends at `x` instead of beginning there. */
  readonly isEnd?: boolean;
  /** Longer text is cut and ends with three points. */
  readonly width?: number;
}

/** Text at places on A4 pages; nothing of it depends on the time or on chance, so equal calls give equal bytes. */
export interface Pages {
  readonly left: number;
  readonly right: number;
  /** Where the next row goes. */
  y: number;
  put(text: string, x: number, style?: TextStyle): void;
  rule(): void;
  /** Makes room for a row; on a new page `onNew` writes the heads of the columns again. */
  need(height: number, onNew?: () => void): void;
  /** Writes the foot of every page and ends the document. */
  end(foot: (page: number, pages: number) => readonly [left: string, right: string]): Promise<Uint8Array>;
}

/** @param made  stands in the file as its date: the end of what the statement is about, never the present */
export function newPages(title: string, made: Date): Pages {
  const doc = new PDFDocument({
    size: [A4.width, A4.height],
    margin: 0,
    bufferPages: true,
    info: { Title: title, CreationDate: made, ModDate: made },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    doc.on("end", () => resolve());
    doc.on("error", reject);
  });
  const fonts = statementFonts();
  for (const [name, bytes] of Object.entries(fonts)) doc.registerFont(name, bytes as Buffer);

  const put = writer(doc);
  const pages: Pages = {
    left: MARGIN,
    right: A4.width - MARGIN,
    y: MARGIN,
    put: (text, x, style) => put(pages.y, text, x, style),
    rule: () => {
      doc
        .moveTo(MARGIN, pages.y)
        .lineTo(A4.width - MARGIN, pages.y)
        .lineWidth(0.5)
        .strokeColor("#c9ced6")
        .stroke();
    },
    need: (height, onNew) => {
      if (pages.y + height <= A4.height - MARGIN - FOOT) return;
      doc.addPage();
      pages.y = MARGIN;
      onNew?.();
    },
    end: async (foot) => {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(page);
        const [left, right] = foot(page + 1, count);
        put(A4.height - FOOT, left, MARGIN, { size: 7, isMuted: true });
        put(A4.height - FOOT, right, A4.width - MARGIN, { size: 7, isMuted: true, isEnd: true });
      }
      doc.end();
      await done;
      return new Uint8Array(Buffer.concat(chunks));
    },
  };
  return pages;
}

const fontOf = (isStrong: boolean, isMore: boolean) => `${isStrong ? "strong" : "regular"}${isMore ? "More" : ""}`;

/** Writes one text at a place. Widths are asked for before the font is set: asking sets another one. */
function writer(doc: PDFKit.PDFDocument) {
  const widths = new Map<string, number>();
  /** Without kerning a text is as wide as its letters; laying it out once more would cost more than all the rest. */
  const figureWidth = (text: string, isStrong: boolean, size: number): number =>
    [...text].reduce((sum, letter) => {
      const key = `${isStrong} ${letter}`;
      const known = widths.get(key) ?? doc.font(fontOf(isStrong, false), 1000).widthOfString(letter, FIGURES);
      widths.set(key, known);
      return sum + (known * size) / 1000;
    }, 0);
  const widthOf = (text: string, isStrong: boolean, size: number) =>
    runsOf(text).reduce((sum, run) => sum + doc.font(fontOf(isStrong, run.isMore), size).widthOfString(run.text), 0);
  const fitted = (text: string, isStrong: boolean, size: number, width: number | undefined): string => {
    if (width === undefined || widthOf(text, isStrong, size) <= width) return text;
    let cut = [...text];
    while (cut.length > 1 && widthOf(`${cut.join("")}…`, isStrong, size) > width) cut = cut.slice(0, -1);
    return `${cut.join("")}…`;
  };
  return (y: number, text: string, x: number, style: TextStyle = {}) => {
    const { size = 9, isStrong = false, isMuted = false, isEnd = false, width } = style;
    doc.fillColor(isMuted ? "#5b6470" : "#14181d");
    if (isEnd) {
      const from = x - figureWidth(text, isStrong, size);
      doc.font(fontOf(isStrong, false), size).text(text, from, y, FIGURES);
      return;
    }
    let at = x;
    for (const { text: run, isMore } of runsOf(fitted(text, isStrong, size, width))) {
      doc.font(fontOf(isStrong, isMore), size).text(run, at, y, { lineBreak: false });
      at += doc.widthOfString(run);
    }
  };
}

interface Run {
  readonly text: string;
  /** In the font with the other letters of Europe. */
  readonly isMore: boolean;
}

function runsOf(text: string): readonly Run[] {
  const runs: { text: string; isMore: boolean }[] = [];
  for (const letter of text) {
    const isMore = letter > "\u00ff" && !SIGNS.includes(letter);
    const last = runs.at(-1);
    if (last?.isMore === isMore) last.text += letter;
    else runs.push({ text: letter, isMore });
  }
  return runs;
}
