import { z } from 'zod';

/** Where a window stands and how, in the system's own units. */
export const placement = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type Placement = z.infer<typeof placement>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Below this the panes have no room. */
export const minimumSize = { width: 800, height: 500 } as const;
const usualSize = { width: 1440, height: 900 } as const;

/**
 * Where to put a window that stood there before: the same place if a display still shows it, else the middle of the
 * first one; never larger than the display it is on.
 *
 * @param displays work areas, the primary first
 */
export function place(remembered: Placement | undefined, displays: readonly Area[]): Placement {
  const primary = displays[0] ?? { x: 0, y: 0, ...usualSize };
  if (remembered === undefined) {
    return { ...centre(usualSize, primary), isMaximized: false, isFullScreen: false };
  }
  const { isMaximized, isFullScreen } = remembered;
  const display = mostOverlapped(remembered, displays);
  const area = display === undefined ? centre(remembered, primary) : clamp(remembered, display);
  return { ...area, isMaximized, isFullScreen };
}

function centre(size: { readonly width: number; readonly height: number }, display: Area): Area {
  const width = Math.min(size.width, display.width);
  const height = Math.min(size.height, display.height);
  return {
    x: display.x + Math.floor((display.width - width) / 2),
    y: display.y + Math.floor((display.height - height) / 2),
    width,
    height,
  };
}

function clamp(area: Area, display: Area): Area {
  const width = Math.min(Math.max(area.width, minimumSize.width), display.width);
  const height = Math.min(Math.max(area.height, minimumSize.height), display.height);
  return {
    x: Math.min(Math.max(area.x, display.x), display.x + display.width - width),
    y: Math.min(Math.max(area.y, display.y), display.y + display.height - height),
    width,
    height,
  };
}

function mostOverlapped(area: Area, displays: readonly Area[]): Area | undefined {
  const shared = displays.map((display) => ({ display, size: overlap(area, display) }));
  const visible = shared.filter(({ size }) => size > 0);
  return visible.sort((a, b) => b.size - a.size)[0]?.display;
}

function overlap(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
