/** A colour the shop makes things in. */
export interface Colour {
  readonly name: string;
  readonly nameChinese: string;
  readonly code: string;
  readonly hex: string;
  readonly palette: Palette;
}

export const palettes = ["natural", "warm", "cool"] as const;

export type Palette = (typeof palettes)[number];

export const colours: readonly Colour[] = [
  { name: "oat", nameChinese: "燕麦色", code: "OAT", hex: "#d9c9ac", palette: "natural" },
  { name: "sage", nameChinese: "鼠尾草绿", code: "SAG", hex: "#9caf88", palette: "cool" },
  { name: "rust", nameChinese: "铁锈红", code: "RUS", hex: "#a9502f", palette: "warm" },
  { name: "indigo", nameChinese: "靛蓝色", code: "IND", hex: "#34436f", palette: "cool" },
  { name: "white", nameChinese: "米白色", code: "WHT", hex: "#f4f0e6", palette: "natural" },
  { name: "ochre", nameChinese: "赭黄色", code: "OCH", hex: "#c98f2e", palette: "warm" },
  { name: "forest", nameChinese: "墨绿色", code: "FOR", hex: "#2f4f3a", palette: "cool" },
  { name: "rose", nameChinese: "玫瑰粉", code: "ROS", hex: "#d8a1a0", palette: "warm" },
  { name: "sand", nameChinese: "沙色", code: "SAN", hex: "#c2a878", palette: "natural" },
  { name: "slate", nameChinese: "石板灰", code: "SLA", hex: "#6b7680", palette: "cool" },
];
