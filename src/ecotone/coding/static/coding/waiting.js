// Steps the server has not confirmed yet. They lie in IndexedDB, which outlives a reload and a
// browser that is killed, under their coder and programme: nobody sends another's. A step holds
// places and numbers, never words. A browser without IndexedDB keeps them as long as the page.

const open = () =>
  new Promise((resolve) => {
    const request = indexedDB.open("ecotone-coding", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("steps", { keyPath: "order", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });

const opened = open(); // at once, while everything else of the page is made ready

const run = async (mode, act) => {
  const database = await opened;
  if (!database) throw new Error("This browser holds nothing.");
  return new Promise((resolve, reject) => {
    const work = database.transaction("steps", mode, { durability: "relaxed" });
    const request = act(work.objectStore("steps"));
    work.oncomplete = () => resolve(request?.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
};

/** Keep one step; gives its place in the order in which things were done. */
export const hold = (record) => run("readwrite", (steps) => steps.add(record));

export const letGo = (orders) =>
  run("readwrite", (steps) => {
    for (const order of orders) steps.delete(order);
  });

/** What this owner has not sent yet, from all texts, oldest first. */
export const heldBy = async (owner) => {
  const all = await run("readonly", (steps) => steps.getAll()).catch(() => []);
  return all.filter((record) => record.owner === owner);
};
