// What somebody typed, kept in this browser until the server has it: one record for each open editor.
const STORE = "drafts";
const LEFT = "haru-left-";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("haru", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "client" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
  return opened;
}

async function run(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Keep a record (it is found by its `client`); rejects when the browser has no room or keeps nothing at all. */
export const keep = (record) => run("readwrite", (store) => store.put(record));

/** Keep a record while the page ends: what takes its time is broken off then. Whoever reads records next moves it. */
export function keepNow(record) {
  try {
    localStorage.setItem(LEFT + record.client, JSON.stringify(record));
  } catch {
    // No room: the copy of a moment ago has to do.
  }
}

/** Forget the record of an editor. */
export async function forget(client) {
  localStorage.removeItem(LEFT + client);
  await run("readwrite", (store) => store.delete(client));
}

async function moveLeft() {
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(LEFT))) {
    const left = JSON.parse(localStorage.getItem(name));
    const kept = await run("readonly", (store) => store.get(left.client));
    if (!kept || kept.at < left.at) await keep(left);
    localStorage.removeItem(name);
  }
}

/** All records of a person, the newest first. */
export async function recordsOf(writer) {
  await moveLeft();
  const all = await run("readonly", (store) => store.getAll());
  return all.filter((record) => record.writer === writer).sort((a, b) => b.at - a.at);
}

/** Take an editor's name for this page; false when another open page has it. It is free again when the page ends. */
export function takeName(client) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`haru-editor-${client}`, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock && new Promise(() => {});
      })
      .catch(() => resolve(true));
  });
}
