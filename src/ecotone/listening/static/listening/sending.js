// Sends one answer to the server. Sent twice, it is kept once: the server goes by sheet and turn.

const MOST_PATIENCE = 20_000;
const LARGEST_LAST_WORD = 60_000; // browsers send no more than 64 kB from a page that goes away

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

const formOf = (record, choice) =>
  new URLSearchParams({
    csrfmiddlewaretoken: token(),
    text: record.words,
    sheet: record.sheet,
    turn: record.turn,
    started_from: record.startedFrom,
    ...(record.isSkipped && { skip: "1" }),
    ...(choice && { keep: choice }),
  });

// Answers with what became of it: "saved", "elsewhere" (another device wrote), "refused", "lost".
export const send = async (record, { choice = "", isLastWord = false } = {}) => {
  const body = formOf(record, choice);
  try {
    const answer = await fetch(record.address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: isLastWord && String(body).length < LARGEST_LAST_WORD,
      signal: AbortSignal.timeout(MOST_PATIENCE),
    });
    return await outcomeOf(answer);
  } catch {
    return { became: "lost" };
  }
};

const outcomeOf = async (answer) => {
  if (answer.ok && !answer.redirected) return { became: "saved", ...(await answer.json()) };
  if (answer.status === 409) return { became: "elsewhere", ...(await answer.json()) };
  return { became: answer.status >= 500 ? "lost" : "refused" };
};
