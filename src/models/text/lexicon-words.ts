/** What the words of praise and complaint of a shop's customers count, as stems of single words or whole phrases. */
export interface SentimentWords {
  readonly praise: readonly string[];
  readonly complaint: readonly string[];
  /** Turn round what follows within two words. */
  readonly negations: readonly string[];
}

const list = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/);

/** Of our own making. A word ending in * stands for all that begin so. Emoji, by their names, are in no language. */
export const englishWords: SentimentWords = {
  praise: list(`
    good, great, love*, lovely, excellent, perfect*, beautiful*, amazing, awesome, wonderful*, fantastic, superb, nice*
    happy, pleased, satisf*, recommend*, comfortable, comfy, soft, sturdy, solid, durable, elegant, gorgeous, pretty, cute
    flattering, stylish, quick*, fast, prompt*, friendly, helpful, thank*, worth, bargain, value, delight*, glad, enjoy*
    best, better, well, fits, accurate, generous, sharp, clean, fresh, bright, easy, easily, smooth*, favourite, favorite
    compliment*, impress*, quality, reliable, fun, cosy, cozy, warm, light, exactly, definitely, true, hit, :thumbs_up:
    :heart:, :heart_eyes:, :smiling_eyes:, :blushing_smile:, :smiling_hearts:, :slight_smile:, :ok_hand:, :clapping:
    :star:, :hundred:, :grinning:, :beaming:, :rose:, :yummy:, :party:, :star_struck:, :two_hearts:, :fire:`),
  complaint: list(`
    bad, badly, poor*, terrible, awful, horrible, worst, worse, hate*, disappoint*, regret*, return*, refund*, broken, broke
    break*, defect*, damage*, crush*, flaw*, fault*, cheap, flimsy, thin, itchy, scratchy, rough, stiff, ugly, dull, faded
    fades, fade, dirty, worn, torn, ripped, rip, hole*, stain*, smell*, stink*, slow*, late, delay*, wait*, rude, useless
    waste*, wrong, missing, fake, overpriced, expensive, unfortunately, sadly, pity, never, unhappy, annoy*, problem*
    uncomfortable, tight, baggy, boxy, shapeless, huge, tiny, short, small, large, sloppy, complain*, avoid, unflattering
    shrink*, shrunk, pill*, sheer, odd, weird, awkward, fail*, mistake, misleading, :thumbs_down:, :angry:
    :enraged:, :crying:, :sobbing:, :disappointed:, :confused:, :broken_heart:, :unamused:, :vomiting:, :poo:, :weary:`),
  negations: list(
    "not, no, nothing, never, don't, doesn't, didn't, isn't, wasn't, won't, can't, cannot, couldn't, wouldn't, hardly",
  ),
};

export const chineseWords: SentimentWords = {
  praise: list(`
    好, 很好, 不错, 满意, 喜欢, 推荐, 值得, 划算, 便宜, 实惠, 超值, 物美价廉, 性价比高, 好看, 漂亮, 美观, 精致, 精美, 舒服, 舒适
    柔软, 结实, 耐用, 扎实, 合身, 合适, 正合适, 准确, 很准, 快, 给力, 迅速, 及时, 热情, 周到, 耐心, 贴心, 方便, 实用, 好用, 好吃
    新鲜, 香, 甜, 干净, 整洁, 清晰, 流畅, 完美, 完好, 严实, 正品, 支持, 放心, 开心, 高兴, 惊喜, 赞, 棒, 优秀, 一流, 回购, 再来
    值了, 很值, 不贵, 没有色差, 没失望, 百搭, 正, 大方, 温馨, 经典, 精彩, 感动, 受益, 不愧, 强大, 安静, 爱, 谢谢, 感谢, 好评`),
  complaint: list(`
    差, 太差, 很差, 差劲, 差评, 坏, 坏了, 烂, 破, 破损, 垃圾, 失望, 后悔, 退货, 退款, 退了, 投诉, 骗, 骗人, 欺骗, 忽悠, 假, 假货, 山寨
    慢, 太慢, 很慢, 贵, 偏贵, 太贵, 不值, 难看, 难吃, 难用, 难闻, 异味, 味道大, 刺鼻, 粗糙, 廉价, 太薄, 很薄, 瑕疵, 划痕, 色差, 掉色
    褪色, 起球, 缩水, 开线, 偏小, 偏大, 太小, 太大, 不合适, 不准, 不好, 不行, 不满, 不推荐, 不喜欢, 不舒服, 不新鲜, 不如, 不符, 没用
    死机, 卡, 发热, 漏, 压扁, 磕碰, 简陋, 冷漠, 敷衍, 恶劣, 无语, 郁闷, 气死, 坑, 坑人, 上当, 慎重, 千万别, 再也不, 浪费, 翻车, 降价
    问题, 麻烦, 吵, 脏, 旧, 陈旧, 枯燥, 无聊, 盗版, 缺, 少了, 发错, 没收到, 联系不上, 没人, 催, 换货, 返修, 酸, 苦, 小气`),
  negations: list("不, 没, 没有, 不是, 不太, 不怎么, 不够, 并不, 别, 无, 未, 毫无"),
};
