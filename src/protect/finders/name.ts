import { type Finder, spansOf } from "./span.js";

/** A pattern of words parted by |, each with a small or a capital first letter. */
function either(words: string): string {
  const spelled = words.split("|").map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`);
  return `(?:${spelled.join("|")})`;
}

const SURNAME =
  "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|令狐|慕容|司徒|夏侯|端木|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤])";
const BEFORE_NAME = "(?<=^|[^\\p{sc=Han}]|亲爱的|尊敬的|谢谢|感谢|您好|你好|麻烦|请|给|找|联系|让)";
const NAME = "\\p{Lu}[\\p{L}'’-]+";
const NAMES = `${NAME}(?: (?:\\p{Lu}\\.|von|van|de|da|di|del|der|la|le|${NAME})){0,4}`;
const TITLES = "mr|mrs|ms|miss|mx|dr|prof|herr|frau|herrn|monsieur|madame|mme|mlle|señor|señora|sr|sra|signor|signora";
const GREETINGS =
  "dear|hello|hi|hey|attn|attn:|sehr geehrte|sehr geehrter|liebe|lieber|hallo|chère|cher|bonjour|estimado|estimada|querido|querida|hola|gentile|caro|cara";
const INTRODUCTIONS = "my name is|mein name ist|je m'appelle|me llamo|mi chiamo|name:|name :|name=";
const CLOSINGS =
  "regards|sincerely|best wishes|yours truly|yours faithfully|cheers|freundlichen grüßen|viele grüße|liebe grüße|mfg|cordialement|saludos|saluti";
const [TITLE, GREETING, INTRODUCTION, CLOSING] = [TITLES, GREETINGS, INTRODUCTIONS, CLOSINGS].map(either);
const END = "(?=\\s*(?:[,!:;.\\n–—-]|$))";

/** A text without any of these holds no name that is found. Within what RE2 and JavaScript read alike. */
export const besideNames = `先生|女士|小姐|太太|姓名|收货人|收件人|联系人|我叫|名字|${[...new Set([TITLES, GREETINGS, INTRODUCTIONS, CLOSINGS].join("|").split("|"))].join("|")}`;

/** In each the name is the group `found`. */
const patterns: readonly RegExp[] = [
  // 亲爱的张先生, 王小明女士
  new RegExp(`${BEFORE_NAME}(?<found>${SURNAME}\\p{sc=Han}{0,2}?)(?=先生|女士|小姐(?!姐)|太太)`, "dgu"),
  // 收货人：张三, 我叫李小龙
  new RegExp(
    `(?:姓名|收货人|收件人|联系人|我叫|我的名字是|名字叫)[:：是为叫 ]{0,2}(?<found>${SURNAME}\\p{sc=Han}{1,2})(?!\\p{sc=Han})`,
    "dgu",
  ),
  // Dear Mrs. Miller, — at the beginning of a line
  new RegExp(`(?:^|\\n)\\s*${GREETING}(?: ${TITLE}\\.?)? (?<found>${NAMES})${END}`, "dgu"),
  // my name is Anna Muster; name: Anna Muster
  new RegExp(`(?<!\\p{L})${INTRODUCTION} ?(?<found>${NAMES})`, "dgu"),
  // Mr. Miller
  new RegExp(`(?<!\\p{L})(?:Mr|Mrs|Ms|Mx|Herr|Herrn|Frau|Mme|Señora|Señor|Signora)\\.? (?<found>${NAMES})`, "dgu"),
  // Kind regards, Anna Muster — at the end
  new RegExp(`${CLOSING}[,.!]?\\s*[\\n,]\\s*(?<found>${NAMES})[.!]?\\s*$`, "dgu"),
];

/** What is greeted but nobody's name; and names that are trade marks. */
const NOBODY =
  /^(?:sir|madam|customers?|client|team|sellers?|all|friends?|everyone|everybody|support|service|shop|store|santa|god|lord|diary|readers?|ladies|gentlemen|guys|there|world|folks|ms|mr|mrs|damen|kunden?|kundin|leute|zusammen|the|this|these|i|it|if|my|we|you|amazon|ebay|etsy|martens?|pepper|scholl|coffee|clean|meyers?|bronner|dior|seuss|beckmann|oetker|right|wrong|potato|bean|darcy|bubble|fields?|claus|big|small|big|prince|rogers|pibb|beer|doodle|robot|miss)\b/i;

/** Names of people, only where what stands beside them leaves no doubt: a greeting, a title, a label, a signature. */
export const findNames: Finder = (text) =>
  patterns.flatMap((pattern) =>
    spansOf(text, {
      kind: "name",
      pattern,
      accepts: (found) => !NOBODY.test(found.text) && !/^(?:任何|谢谢)/.test(found.text),
    }),
  );
