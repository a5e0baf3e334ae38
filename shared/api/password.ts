// What a password has to be like: long enough, none of those tried first, and not the name it stands beside (NIST SP 800-63B, 2025,
// section 3.1.1: a length and a list, no rules about kinds of characters).
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";

/** Fewest characters of a password. */
export const MIN_PASSWORD_CHARS = 10;

// Of ten characters and more from published lists of the most used ones, and what people make of this product's name; letters only in
// lower case, what follows at the end (digits, marks) taken off.
const COMMON: ReadonlySet<string> = new Set(
  `password passwort passw0rd p@ssw0rd p@ssword mypassword password1password welcome welcome1 letmein letmeinplease qwerty qwertyuiop
  qwertyui qwerty123qwerty 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc qazwsxedc qazwsxedcrfv zxcvbnm zxcvbnm,./ asdfghjkl asdfghjkl;
  asdfasdf iloveyou iloveyouforever admin administrator root superman batman football baseball basketball princess sunshine
  trustno1 changeme changemenow changeit secret secretsecret abcdefghij abcdefghijk abcdefghijkl abc123abc abcd1234abcd aa123456 woaini
  woaini1314 woaini520 wangyut1 zhongguo shanghai beijing guest default testtest testtesttest computer internet starwars whatever
  dragon monkey master shadow michael jennifer winback winbackwinback wanhui school myschool teacher student onlineschool`.split(
    /\s+/,
  ),
);

/** Why this password cannot be taken, empty where it can. `email` and `name` are of the person it is for. */
export function passwordIssues(password: string, { email, name }: { email: string; name: string }): Issue[] {
  const issue = (code: string, params?: Record<string, number>) => [errorIssue(code, ["password"], params)];
  if ([...password].length < MIN_PASSWORD_CHARS) return issue("password.short", { least: MIN_PASSWORD_CHARS });
  const plain = password.normalize("NFKC").toLowerCase();
  if (isCommon(plain)) return issue("password.common");
  const own = [email.split("@")[0] ?? "", name.replace(/\s/g, "")].map((part) => part.toLowerCase());
  return own.some((part) => part.length >= 3 && plain.includes(part)) ? issue("password.named") : [];
}

function isCommon(plain: string): boolean {
  const word = plain.replace(/[\d\W_]+$/, "");
  return COMMON.has(plain) || COMMON.has(word) || new Set(plain).size < 4 || isRow(plain);
}

/** Characters that follow each other: 1234567890, abcdefghij, and the same backwards. */
function isRow(plain: string): boolean {
  const steps = [...plain].slice(1).map((character, index) => character.charCodeAt(0) - plain.charCodeAt(index));
  const mostly = (step: number) => steps.filter((each) => each === step).length >= steps.length - 1;
  return mostly(1) || mostly(-1);
}
