// On the page that says goodbye: nothing of the last person stays on this phone.

import { forgetEverything } from "./words.js";

await forgetEverything();
const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
await Promise.all(workers.map((worker) => worker.unregister()));
