import type { CategoryName } from "./categories.js";

/** A kind of thing the shop sells, in every colour and collection. */
export interface ProductType {
  readonly category: CategoryName;
  /** Start of its article numbers. */
  readonly code: string;
  readonly name: string;
  readonly nameChinese: string;
  /** What one of it is called in an English sentence. */
  readonly noun: string;
  /** Usual price, in hundredths. */
  readonly price: number;
  /** What its reviews can say of size: worn things have sizes to choose, measured ones only measurements. */
  readonly sized: "worn" | "measured" | "no";
}

type Entry = readonly [
  code: string,
  name: string,
  nameChinese: string,
  price: number,
  sized?: ProductType["sized"],
  noun?: string,
];

const byCategory: Readonly<Record<CategoryName, readonly Entry[]>> = {
  Table: [
    ["MUG", "stoneware mug", "马克杯", 1290],
    ["PLT", "dinner plate", "餐盘", 1650],
    ["CAR", "glass carafe", "玻璃水壶", 2490],
    ["BWL", "breakfast bowl", "早餐碗", 1190],
  ],
  Kitchen: [
    ["BRD", "chopping board", "砧板", 2990],
    ["TEA", "tea towel", "擦碗布", 990, "measured"],
    ["JAR", "storage jar", "储物罐", 1450],
    ["APR", "kitchen apron", "围裙", 2790, "worn"],
  ],
  Textiles: [
    ["THR", "wool throw", "羊毛盖毯", 5900, "measured"],
    ["CUS", "cushion cover", "抱枕套", 2490, "measured"],
    ["CLO", "tablecloth", "桌布", 4990, "measured"],
    ["SHE", "linen sheet", "亚麻床单", 7900, "measured"],
  ],
  Candles: [
    ["CAN", "pillar candle", "柱形蜡烛", 890],
    ["HOL", "candle holder", "烛台", 1750],
    ["LAN", "lantern", "提灯", 3490],
    ["SCE", "scented candle", "香薰蜡烛", 1990],
  ],
  Garden: [
    ["PLA", "planter", "花盆", 2250, "measured"],
    ["WAT", "watering can", "浇水壶", 2890],
    ["GLV", "garden gloves", "园艺手套", 1390, "worn", "pair of gloves"],
    ["BIR", "bird feeder", "喂鸟器", 2690],
  ],
  Stationery: [
    ["NOT", "notebook", "笔记本", 950],
    ["CRD", "card set", "贺卡套装", 790],
    ["WRA", "wrapping paper", "包装纸", 590, "no", "roll of wrapping paper"],
    ["TRA", "desk tray", "桌面收纳盘", 2190],
  ],
  Kids: [
    ["BIB", "bib", "围兜", 890],
    ["TOY", "soft toy", "毛绒玩具", 1890],
    ["BAB", "baby blanket", "婴儿毯", 3690, "measured"],
    ["BLO", "wooden blocks", "积木", 2450, "no", "set of blocks"],
  ],
  Wardrobe: [
    ["SCF", "scarf", "围巾", 3290],
    ["SLI", "slippers", "拖鞋", 2790, "worn", "pair of slippers"],
    ["GOW", "dressing gown", "睡袍", 7490, "worn"],
    ["TOT", "tote bag", "帆布袋", 1690],
  ],
};

/** Category by category in turn, so that a small catalogue has something of each. */
export const productTypes: readonly ProductType[] = [0, 1, 2, 3].flatMap((place) =>
  (Object.entries(byCategory) as [CategoryName, readonly Entry[]][]).map(([category, entries]) => {
    const [code, name, nameChinese, price, sized = "no", noun = name] = entries[place] as Entry;
    return { category, code, name, nameChinese, noun, price, sized };
  }),
);
