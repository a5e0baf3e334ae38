import { expect, test } from "vitest";
import { htmlIssues, isWebLink } from "./html.ts";

test.each([
  "https://a.example",
  "http://a.example:8080/x?y=1#z",
  "https://例子.example/学",
  "https://a.example?x@y",
])("takes %s for a web link", (link) => {
  expect(isWebLink(link)).toBe(true);
});

test.each([
  "",
  "a.example",
  "//a.example",
  "javascript:x",
  "https://",
  "https://u@a.example",
  "https://a.example\n",
  "https://a.example/'x",
  " https://a.example",
])("does not take %j for a web link", (link) => {
  expect(isWebLink(link)).toBe(false);
});

test.each([
  ["<p style='x'>on sale = now</p>", []],
  ['<a href="https://a.example/?x&#x3D;1">', []],
  ["<a href='HTTPS://a.example'><img src=https://a.example/i.png>", []],
  ['<a href="{{links.resume}}">', []],
  ['<a href="javascript:alert(1)">', ["html.link"]],
  ['<a href="&#106;avascript:alert(1)">', ["html.link"]],
  ["<a HREF = data:text/html,x>", ["html.link"]],
  ['<a href="https', ["html.link"]],
  ["<script>x</script>", ["html.active"]],
  ['<img src="https://a.example" onerror="x">', ["html.active"]],
  ["<iframe src='//x'>", ["html.link", "html.active"]],
  ['<meta http-equiv="refresh" content="0">', ["html.active"]],
  ['<meta charset="utf-8">', []],
])("judges %s", (source, codes) => {
  expect(htmlIssues(source).map((issue) => issue.code)).toEqual(codes);
});
