import { deflateSync, crc32 } from 'node:zlib';
import { readPng, type Pixels } from './read-png.ts';

/** How the icon of a page without a picture looks: a speech bubble on the workspace's colour. */
interface Colours {
  colour: string;
  onColour: string;
}

/** The owner's own picture. */
export interface Picture {
  mimeType: string;
  bytes: Buffer;
}

/** As SVG, for any size; with a picture that stands in the bubble's place. */
export function drawSvgIcon({ colour, onColour }: Colours, picture: Picture | null): string {
  const inside = picture
    ? `<clipPath id="c"><rect width="512" height="512" rx="112"/></clipPath><image href="data:${picture.mimeType};base64,${picture.bytes.toString('base64')}" width="512" height="512" preserveAspectRatio="xMidYMid slice" clip-path="url(#c)"/>`
    : `<path fill="${onColour}" d="M176 144h160a64 64 0 0 1 64 64v72a64 64 0 0 1-64 64h-44l-76 60v-60h-40a64 64 0 0 1-64-64v-72a64 64 0 0 1 64-64z"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="112" fill="${colour}"/>${inside}</svg>`;
}

/**
 * As PNG of so many pixels a side, filled to its edges: the system cuts it to its own shape. A picture stands in the bubble's place where it
 * is a PNG, as the admin makes them; others are not unpacked here.
 */
export function drawPngIcon({ colour, onColour }: Colours, size: number, picture: Picture | null = null): Buffer {
  const ground = rgbOf(colour);
  const pixels = picture?.mimeType === 'image/png' ? readPng(picture.bytes) : null;
  return writePng(size, pixels ? pictureOn(ground, pixels, size) : bubbleOn(ground, rgbOf(onColour), size));
}

type Paint = (x: number, y: number) => readonly number[];

function bubbleOn(ground: readonly number[], sign: readonly number[], size: number): Paint {
  return (x, y) => {
    const part = coverage((x + 0.5) / size, (y + 0.5) / size, 1 / size);
    return ground.map((low, channel) => Math.round(low + ((sign[channel] ?? 0) - low) * part));
  };
}

/** The middle of the picture, as much of it as fills the square; each pixel is the mean of those it stands for. */
function pictureOn(ground: readonly number[], { width, height, rgba }: Pixels, size: number): Paint {
  const side = Math.min(width, height);
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const range = (at: number, from: number): [number, number] => {
    const first = from + Math.floor((at * side) / size);
    return [first, Math.max(first + 1, from + Math.floor(((at + 1) * side) / size))];
  };
  return (x, y) => {
    const [[x0, x1], [y0, y1]] = [range(x, left), range(y, top)];
    const sum = [0, 0, 0];
    for (let row = y0; row < y1; row += 1) {
      for (let column = x0; column < x1; column += 1) {
        const at = (row * width + column) * 4;
        const opacity = (rgba[at + 3] ?? 0) / 255;
        for (let channel = 0; channel < 3; channel += 1)
          sum[channel] = (sum[channel] ?? 0) + (rgba[at + channel] ?? 0) * opacity + (ground[channel] ?? 0) * (1 - opacity);
      }
    }
    return sum.map((value) => Math.round(value / ((x1 - x0) * (y1 - y0))));
  };
}

function writePng(size: number, paint: Paint): Buffer {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      rows.set(paint(x, y), y * (size * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** How much of the pixel at (x, y) of the unit square the bubble covers, from 0 to 1. */
function coverage(x: number, y: number, pixel: number): number {
  const radius = 0.125;
  const dx = Math.abs(x - 0.5) - (0.28125 - radius);
  const dy = Math.abs(y - 0.4766) - (0.1953 - radius);
  const box = Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  // The tail, a triangle below the box.
  const tail = Math.max(0.4219 - x, x - 0.5703 + (y - 0.671) * 1.26, 0.6 - y, y - 0.789);
  return Math.min(1, Math.max(0, 0.5 - Math.min(box, tail) / pixel));
}

function rgbOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
