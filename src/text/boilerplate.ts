/** What shop systems write where the customer wrote nothing. */
const nothingWritten =
  /^(?:此用户(?:没有|未)(?:填写|及时)(?:评价|评论)(?:内容)?|该用户(?:没有|未)填写评(?:价|论)|评价方未及时做出评价|系统默认好评|默认好评|系统默认评(?:价|论)|用户未填写评(?:价|论)(?:内容)?|(?:the )?(?:customer|reviewer|user) (?:did not|didn't) (?:write|leave) (?:a|any) (?:review|comment)s?|no (?:comment|review|text)s?|n\/?a|none)[\s!！.。,，;；系统默认好评]*$/iu;

/** What is added to a review by those who collect it. */
const added =
  /(?:\[?this review was (?:collected|written) as part of (?:a|our) promotion\.?\]?|(?:以上|此)评(?:价|论)(?:内容)?(?:来自|由)\S{0,20}(?:自动)?(?:生成|提供)。?|--?\s*sent from my \w+|发自我的\S{0,16})/giu;

/** The text without what no customer wrote; empty where nothing else is left. */
export function withoutBoilerplate(text: string): string {
  const own = text.replace(added, " ").trim();
  return nothingWritten.test(own) ? "" : own;
}
