// What the server has received. The page puts a mark in a cookie before it sends a text or asks for a file; once that is
// done, the server gives the mark back, changed. It is how one knows that a text was saved, that a file has come.
import { drawKey } from "./saisie_hors_ligne.js";

const NAME = "recu";
const KEPT_S = 120;

export function mark() {
  const key = drawKey();
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${NAME}=a.${key}; path=/; max-age=${KEPT_S}; samesite=lax${secure}`;
  return key;
}

export function isReceived(key) {
  return document.cookie.split("; ").includes(`${NAME}=r.${key}`);
}
