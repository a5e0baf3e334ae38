// A person at a browser, without the browser: keeps cookies and asks from the school's own pages; and how a new member comes in.
import type { Role } from "#shared/api/contract.ts";

/** A JSON answer as it came. */
export interface Reply {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

/** The password of everybody in stories. */
export const PASSWORD = "correct horse battery";

/** Someone at a browser of their own. */
export class Visitor {
  readonly url: string;
  readonly #headers: Record<string, string>;
  /** Cookies by name. */
  readonly jar = new Map<string, string>();

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url;
    this.#headers = headers;
  }

  /** The Cookie header of the next request. */
  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Asks as a page of the school would; `headers` go over what the page sends. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        origin: this.url,
        ...(this.jar.size === 0 ? {} : { cookie: this.cookie }),
        ...this.#headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const text of response.headers.getSetCookie()) this.#keep(text);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : {} };
  }

  /** Asks for what must succeed. */
  async call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const { status, json } = await this.send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  #keep(text: string): void {
    const found = /^([^=]+)=([^;]*)(.*)$/.exec(text);
    if (found === null) return;
    const [, name = "", value = "", rest = ""] = found;
    if (/max-age=0/i.test(rest)) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

/** Lets a new member in by an invitation, made with an admin key; the answer is signed in. */
export async function join(school: { url: string; key: string }, role: Role, name: string = role): Promise<Visitor> {
  const admin = new Visitor(school.url, { authorization: `Bearer ${school.key}` });
  const { path } = await admin.call("POST", "/api/invitations", { role, name, email: `${name}@school.example` });
  const member = new Visitor(school.url);
  await member.call("POST", `/api${path}/accept`, { password: PASSWORD });
  return member;
}
