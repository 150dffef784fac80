// Shows how far an import is, without loading the page anew; when it is over, the page is loaded once more.

const EVERY = 2000; // milliseconds
const section = document.querySelector("[data-progress]");

function countOf(one) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const number = document.createElement("strong");
  item.className = `looks-${one.looks}`;
  link.href = `?${new URLSearchParams({ shown: one.shown })}`;
  number.textContent = one.n;
  link.append(number, ` ${one.name}`);
  item.append(link);
  return item;
}

function show(progress) {
  const bar = section.querySelector("progress");
  bar.max = progress.total || 1;
  bar.value = progress.done;
  section.querySelector("[role=status]").textContent = progress.said;
  section.querySelector(".batch-counts").replaceChildren(...progress.counts.map(countOf));
}

async function look() {
  try {
    const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) {
      const progress = await answer.json();
      show(progress);
      if (progress.is_finished) {
        window.location.reload();
        return;
      }
    }
  } catch {
    // The server is away for a moment: the next look will tell.
  }
  setTimeout(look, EVERY);
}

if (section) setTimeout(look, EVERY);
