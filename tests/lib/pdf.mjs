// Reads PDF documents back, as a person would.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function withFile(bytes, work) {
  const folder = mkdtempSync(join(tmpdir(), 'taraba-pdf-'));
  try {
    const file = join(folder, 'x.pdf');
    writeFileSync(file, bytes);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text, with one space between words. */
export function textOf(bytes) {
  return withFile(bytes, (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })).replace(/\s+/g, ' ');
}

export function pagesOf(bytes) {
  return Number(/Pages:\s+(\d+)/.exec(withFile(bytes, (file) => execFileSync('pdfinfo', [file], { encoding: 'utf8' })))[1]);
}

/** Page size in millimetres. */
export function sizeOf(bytes) {
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(withFile(bytes, (file) => execFileSync('pdfinfo', [file], { encoding: 'utf8' })));
  return [width, height].map((points) => Math.round(Number(points) / 72 * 25.4));
}

/** Whether every font is in the file. */
export function fontsEmbedded(bytes) {
  const rows = withFile(bytes, (file) => execFileSync('pdffonts', [file], { encoding: 'utf8' })).split('\n').slice(2).filter(Boolean);
  return rows.length > 0 && rows.every((row) => / yes /.test(row.slice(40)));
}

/** What bar codes and QR codes of a page hold, as a scanner reads the printed paper. */
export function codesOf(bytes, page = 1) {
  return withFile(bytes, (file) => {
    const picture = file.replace(/pdf$/, 'page');
    execFileSync('pdftoppm', ['-r', '200', '-f', `${page}`, '-l', `${page}`, '-singlefile', '-gray', file, picture]);
    try {
      return execFileSync('zbarimg', ['-q', '--raw', `${picture}.pgm`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').filter(Boolean);
    } catch {
      return []; // it ends with 4 when there is none
    }
  });
}
