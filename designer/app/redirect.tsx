// Leads to another page, once. The router's own `Navigate` navigates anew at every render, without end while the page it leads to
// is being loaded.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Leads to `href`, in place of the address that stands; nothing is shown meanwhile. */
export function Redirect({ href }: { href: string }) {
  const navigate = useNavigate();
  const first = useRef(href);
  useEffect(() => void navigate({ href: first.current, replace: true }), [navigate]);
  return null;
}
