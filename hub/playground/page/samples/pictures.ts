import type { Sample } from './sample.ts';

const scenes = [
  { emoji: '📦', name: 'parcel', from: '#f6d7a7', to: '#e28f5c' },
  { emoji: '☕️', name: 'cup', from: '#cfe8ff', to: '#6a9fe0' },
  { emoji: '🧾', name: 'receipt', from: '#d9f2d0', to: '#62b58f' },
  { emoji: '🎁', name: 'gift', from: '#fbd3e6', to: '#b96ad9' },
];

/** The first `count` of four pictures, drawn here, so that nothing has to be fetched. */
export async function drawPictures(count: number): Promise<Sample[]> {
  return Promise.all(
    scenes.slice(0, count).map(async ({ emoji, name, from, to }): Promise<Sample> => {
      const canvas = drawing(960, 720, (context) => {
        const sky = context.createLinearGradient(0, 0, 960, 720);
        sky.addColorStop(0, from);
        sky.addColorStop(1, to);
        context.fillStyle = sky;
        context.fillRect(0, 0, 960, 720);
        context.fillStyle = 'rgb(255 255 255 / 35%)';
        context.beginPath();
        context.ellipse(480, 590, 260, 34, 0, 0, 2 * Math.PI);
        context.fill();
        writeEmoji(context, emoji, 480, 380, 340);
      });
      return { kind: 'photo', name: `${name}.jpg`, blob: await toBlob(canvas, 'image/jpeg') };
    }),
  );
}

/** A sticker: WebP with a clear background, as Telegram's are. */
export async function drawSticker(): Promise<Sample> {
  const canvas = drawing(512, 512, (context) => writeEmoji(context, '😻', 256, 276, 400));
  return { kind: 'sticker', name: 'sticker.webp', blob: await toBlob(canvas, 'image/webp') };
}

function drawing(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures');
  draw(context);
  return canvas;
}

function writeEmoji(context: CanvasRenderingContext2D, emoji: string, x: number, y: number, size: number): void {
  context.font = `${size}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#333';
  context.fillText(emoji, x, y);
}

function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`This browser writes no ${type}`))), type, 0.86);
  });
}
