import type { Device } from './device.ts';
import type { GreyImage } from './jpeg-encoder.ts';
import { JpegEncoder } from './jpeg-encoder.ts';

const width = 160;
const height = 120;

/** A camera over the conveyor: one JPEG picture a second. */
export function camera(): Device {
  return {
    name: 'Camera',
    clientId: 'camera-1',
    what: 'one JPEG picture a second, as binary payload; MQTT 5.0',
    protocolVersion: 5,
    will: () => ({ topic: 'cameras/line-1/status', payload: 'offline', qos: 1, retain: true }),
    run(link, world) {
      const encoder = new JpegEncoder();
      let frame = 0;
      link.onConnected(() => link.publish('cameras/line-1/status', 'online', { qos: 1, retain: true }));
      link.every(1_000, world.random, () => {
        frame += 1;
        link.publish('cameras/line-1/frame', encoder.encode(scene(frame)), {
          properties: {
            contentType: 'image/jpeg',
            messageExpiryInterval: 30,
            userProperties: { frame: String(frame), size: `${width}x${height}` },
          },
        });
      });
    },
  };
}

/** Looks at the pictures, so that they are not sent to nobody. */
export function recorder(): Device {
  return {
    name: 'Video recorder',
    clientId: 'video-recorder',
    what: 'subscribes to the camera; MQTT 5.0',
    protocolVersion: 5,
    run(link) {
      link.subscribe('cameras/#', 1, () => undefined);
    },
  };
}

/** Boxes that move along a belt under a lamp. */
export function scene(frame: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = brightness(x, y, frame);
  }
  return { width, height, pixels };
}

function brightness(x: number, y: number, frame: number): number {
  const lamp = 40 * Math.exp(-((x - 80) ** 2 + (y - 30) ** 2) / 2_500);
  if (y < 45 || y > 95) return Math.round(70 + y / 3 + lamp);
  const along = (((x - frame * 6) % 64) + 64) % 64;
  const isBox = along < 30 && y > 52 && y < 86;
  if (!isBox) return Math.round(50 + ((x - frame * 6) % 8 === 0 ? 25 : 0) + lamp);
  const isEdge = along < 2 || along > 27 || y < 55 || y > 83;
  return Math.round((isEdge ? 110 : 175) + lamp);
}
