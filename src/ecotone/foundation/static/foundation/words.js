// The words this phone holds until the server has them: one record an answer, by its address.
// They lie in IndexedDB, which outlives a browser that is killed. A browser without it (or in
// a private window) holds nothing, and then the pages say so.

const open = () =>
  new Promise((resolve) => {
    const request = indexedDB.open("ecotone", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "address" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });

let opened;

const run = async (mode, act) => {
  const database = await (opened ??= open());
  if (!database) throw new Error("This browser holds nothing.");
  return new Promise((resolve, reject) => {
    const work = database.transaction("answers", mode);
    const request = act(work.objectStore("answers"));
    work.oncomplete = () => resolve(request.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
};

export const hold = (record) => run("readwrite", (answers) => answers.put(record));

export const heldAt = (address) => run("readonly", (answers) => answers.get(address)).catch(() => undefined);

export const allHeld = () => run("readonly", (answers) => answers.getAll()).catch(() => []);

// Only what was sent is marked as sent: somebody may have typed meanwhile.
export const markSent = async (sent, { at, saved }) => {
  const now = await heldAt(sent.address);
  const isTheSame = now?.sheet === sent.sheet && now.turn === sent.turn;
  if (isTheSame) await hold({ ...now, isSent: true, at, saved });
};

export const forgetEverything = async () => {
  localStorage.removeItem("ecotone-owner");
  await run("readwrite", (answers) => answers.clear()).catch(() => undefined);
  const pages = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(pages.filter((name) => name.startsWith("pages ")).map((name) => caches.delete(name)));
};
