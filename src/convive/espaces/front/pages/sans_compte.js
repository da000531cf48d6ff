// A page without an account, opened from a link: what one types is kept as everywhere else until it is sent, and a network
// that is cut says so. [data-sans-compte], on this script, is what names the drafts there.
import { begin } from "../../../ui/front/index.js";
import * as attente from "../../../ui/front/attente.js";
import * as brouillon from "../../../ui/front/brouillon.js";

begin([attente, brouillon]);
