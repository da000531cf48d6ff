// A queue kept in localStorage until the server has it, and the key that makes what was sent twice one thing.
const memory = new Map();

// A browser may refuse to store: the queue then lives as long as the page.
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return memory.get(key) ?? [];
  }
}

export function write(key, queue) {
  memory.set(key, queue);
  try {
    if (queue.length) localStorage.setItem(key, JSON.stringify(queue));
    else localStorage.removeItem(key);
  } catch {
    // Kept in memory above.
  }
}

export function drawKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Outside HTTPS and localhost: the same form, of version 4.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
