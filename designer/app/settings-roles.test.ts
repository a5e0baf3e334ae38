import { expect, test } from "vitest";
import { permissionsOf } from "./settings-roles.ts";

test("permissions stand in the order of the scopes, with all who hold them and what they open", () => {
  const of = (scope: string, ...roles: string[]) => ({ "x-scope": scope, "x-roles": roles });
  const paths = {
    "/api/keys": { post: of("admin", "admin"), get: of("admin", "admin") },
    "/api/session": { get: { "x-scope": "public" } },
    "/api/strategies": { get: of("read", "admin", "analyst") },
    "/api/account": { put: of("person", "admin", "staff") },
  };
  expect(permissionsOf({ paths })).toEqual([
    { scope: "read", holders: new Set(["admin", "analyst"]), operations: ["GET /api/strategies"] },
    { scope: "admin", holders: new Set(["admin"]), operations: ["GET /api/keys", "POST /api/keys"] },
    { scope: "person", holders: new Set(["admin", "staff"]), operations: ["PUT /api/account"] },
  ]);
  expect(permissionsOf({})).toEqual([]);
});
