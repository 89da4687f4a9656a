const english =
  "a an the and or but if of to in on at for from with by as is are was were be been it its it's this that these those i i'm i've me my mine we our you your he she they them their his her have has had do does did not no so too very just than then there here what which who when where why how all any some one can could would will shall should may might am into out up down over about after before again only own same such also more most other another much many even got get really quite bit s t don't didn't doesn't isn't wasn't";

const chinese =
  "的 了 是 我 也 就 都 很 在 有 和 不 这 那 还 说 一 一个 没 没有 给 个 到 上 下 来 去 要 会 能 可以 他 她 它 我们 你 你们 他们 着 过 吧 啊 呢 吗 哦 嗯 啦 呀 与 及 或 被 把 让 从 对 跟 比 而 且 但 但是 不过 因为 所以 如果 就是 还是 还有 这个 那个 这样 什么 怎么 非常 太 真 真的 比较 感觉 觉得 东西 已经 一直 一点 有点 一下 以后 时候 自己 而且 然后 现在 里 后 做 用 买 款 次 这次 才 再 又 得 地 之 等 为 想 看 知道 应该 特别 挺 最";

const words = new Set([...english.split(" "), ...chinese.split(" ")]);

/** Whether a word says nothing of what a text is about: small words of either language, numbers and signs. */
export function isStopWord(word: string): boolean {
  return words.has(word) || !/\p{L}/u.test(word) || /^[a-z]$/.test(word);
}
