/** What reviews speak of, whatever is sold. */
export const aspectNames = ["quality", "size", "colour", "price", "delivery", "service", "look", "use"] as const;

export type AspectName = (typeof aspectNames)[number];

/** Phrases that speak of an aspect, of our own making; English ones are matched as whole words, * stands for any ending. */
export const aspectWords: Readonly<Record<AspectName, { readonly en: string; readonly zh: string }>> = {
  quality: {
    en: "qualit*, well made, made well, workmanship, craftsmanship, material*, fabric*, sturdy, flims*, durab*, solid, cheaply made, feels cheap, cheap feel, cheap and thin, finish, finished, stitch*, seam*, zipper*, broke, broken, fell apart, ripped, torn, tore, flaw*, defect*, looks new, looks worn, worn out, lasted, survive*",
    zh: "质量, 品质, 做工, 用料, 材质, 面料, 布料, 手感, 质感, 瑕疵, 结实, 耐用, 掉毛, 起球, 开线, 破损, 坏了, 正品, 假货, 盗版, 纸质, 印刷, 跟新的一样, 旧得不像样, 廉价",
  },
  size: {
    en: "size*, sizing, fit, fits, fitting, too small, too big, too large, too short, too long, too tight, too loose, runs small, runs large, runs big, true to size, small, large, petite, measurement*, length, width, smaller, bigger, centimetre*, medium",
    zh: "尺码, 尺寸, 大小, 码数, 偏大, 偏小, 太大, 太小, 大一码, 小一码, 合身, 合适, 长度, 宽度, 号码, 到手才发现很小, 小了一圈, 修身, 宽松",
  },
  colour: {
    en: "colour*, color*, shade, hue, faded, fades, fade, dye, dull, bright",
    zh: "颜色, 色差, 掉色, 褪色, 色彩, 发灰, 配色, 偏色",
  },
  price: {
    en: "price*, pricey, expensive, overpriced, cheaper, cheapest, value, money, worth, cost*, bargain, discount*, on sale, deal, paid, pay, refund*, half the price",
    zh: "价格, 价钱, 价位, 性价比, 便宜, 贵, 划算, 实惠, 降价, 优惠, 打折, 促销, 活动, 超值, 值得, 值了, 不值, 一分钱一分货, 这个钱",
  },
  delivery: {
    en: "deliver*, shipping, shipped, ship, arriv*, parcel*, package*, packag*, packed, packing, courier*, box, post, postal, late, delay*, wait*, tracking",
    zh: "物流, 快递, 发货, 送货, 配送, 包装, 包裹, 到货, 快递员, 快递小哥, 运费, 送到, 早到, 压扁, 磕碰, 顺丰, 京东物流, 盒子",
  },
  service: {
    en: "service, support, staff, customer care, seller, replied, reply, response, helpful, rude, complain*, exchange*, store, shop assistant",
    zh: "客服, 服务, 售后, 态度, 卖家, 店家, 商家, 退货, 换货, 退款, 投诉, 前台, 服务员, 安装师傅",
  },
  look: {
    en: "look*, design*, style*, stylish, beautiful*, pretty, ugly, gorgeous, cute, elegant, pattern*, flattering, unflattering, picture*, photo*",
    zh: "外观, 样子, 款式, 设计, 好看, 漂亮, 难看, 美观, 图片, 照片, 时尚, 大气, 上档次",
  },
  use: {
    en: "comfort*, uncomfortable, soft, itchy, scratchy, easy to use, works, work, working, use, using, useful, useless, battery, performance, screen, smell*, taste*",
    zh: "舒服, 舒适, 柔软, 好用, 难用, 实用, 方便, 效果, 味道, 气味, 口感, 电池, 屏幕, 性能, 速度, 运行, 死机, 卡, 清晰, 新鲜",
  },
};
