// What the server has received. The page puts a mark in a cookie before it sends a text or asks for a file; once that is
// done, the server gives the mark back, changed. It is how one knows that a text was saved, that a file has come.
import { drawKey } from "./saisie_hors_ligne.js";

const NAME = "recu";
const KEPT_S = 120;

// A page without an account sets no cookie: there, a sending that was followed by another page was taken.
export const SANS_COMPTE = document.querySelector("[data-sans-compte]")?.dataset.sansCompte;

export function mark() {
  const key = drawKey();
  if (SANS_COMPTE) return key;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${NAME}=a.${key}; path=/; max-age=${KEPT_S}; samesite=lax${secure}`;
  return key;
}

export function isReceived(key) {
  if (SANS_COMPTE) return false;
  return document.cookie.split("; ").includes(`${NAME}=r.${key}`);
}

// Whether this page, without an account, is where the server leads once it has taken a text that left at `date`.
export function isLedHere(date) {
  const [entry] = performance.getEntriesByType("navigation");
  return Boolean(SANS_COMPTE) && entry?.redirectCount > 0 && Date.now() - Date.parse(date) < KEPT_S * 1000;
}
