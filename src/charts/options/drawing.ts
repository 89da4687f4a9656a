import type {
  BarSeriesOption,
  ComposeOption,
  CustomSeriesOption,
  GridComponentOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from "echarts";
import type { Language } from "../insight.js";
import { ink } from "../theme.js";

export type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | CustomSeriesOption | ScatterSeriesOption | GridComponentOption
>;

/** What an option maker returns: the ECharts option and the height it needs, in pixels. */
export interface Drawing {
  readonly height: number;
  readonly option: Option;
}

export interface Frame {
  /** Pixels; below 480 fewer labels are written. */
  readonly width: number;
  readonly language: Language;
}

export const FONT_SIZE = 12;

/** An axis of names without a line: labels only. */
export const bareAxis = {
  axisLine: { show: false, onZero: false },
  axisTick: { show: false },
  splitLine: { show: false },
} as const;

/** Faint lines across the picture where the values are. */
export const gridLines = { show: true, lineStyle: { color: ink("line"), width: 1 } } as const;

export const softLabel = { show: true, color: ink("soft"), fontSize: FONT_SIZE, hideOverlap: false } as const;

/** Nothing on these pages reacts to a pointer, so no hover style is written. */
export const still = { silent: true, emphasis: { disabled: true } } as const;

/** The same for series drawn by hand: these have no hover style to switch off. */
export const stillCustom = { silent: true } as const;

/** Plot area by pixels from each edge; ECharts must not move it to make room for labels it cannot measure. */
export function plotArea(edges: { left: number; right: number; top: number; bottom: number }): GridComponentOption {
  return { ...edges, outerBoundsMode: "none" };
}

/** A number that cannot be drawn, as ECharts wants it: a gap. */
export function orGap(value: number | null | undefined): number | "-" {
  return drawable(value) ?? "-";
}

/** The numbers among these that can be drawn. */
export function finite(...lists: readonly (readonly (number | null)[] | undefined)[]): readonly number[] {
  return lists.flatMap((list) => (list ?? []).map(drawable).filter((value) => value !== null));
}

/**
 * The number, or null when it is missing, not finite or beyond any shop. ECharts throws on an axis whose extent
 * its arithmetic cannot split, so what is next to nothing is nothing.
 */
function drawable(value: number | null | undefined): number | null {
  if (value == null || !(Math.abs(value) <= 1e18)) return null;
  return Math.abs(value) < 1e-9 ? 0 : value;
}

/** Least and most without spreading a long list into arguments. */
export function extent(values: readonly number[], ...with_: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of [...with_, ...values]) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least > most ? [0, 1] : [least, most];
}
