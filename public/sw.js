// Shows pushes, also while no page of Kith is open. They say that something has come, never what is in it. And where a
// page can't be had because the server can't be reached, it says so, and opens the page when it can be.

// The page that registers this says the language and the theme of its account.
const look = new URL(self.location).searchParams;
const language = look.get("lang") || self.navigator.language.slice(0, 2);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // Pages don't wait until this has started.
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});

self.addEventListener("fetch", (event) => {
  const { mode, method } = event.request;
  if (mode === "navigate" && method === "GET") event.respondWith(page(event));
});

async function page(event) {
  const answer = await fetchPage(event).catch(() => undefined);
  // What stands before the server, which does not answer with these itself.
  if (answer && answer.status !== 502 && answer.status !== 504) return answer;
  return new Response(away(), { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

async function fetchPage(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

const AWAY = {
  en: ["Kith can’t be reached", "You’re offline, or the server is resting. This page opens by itself as soon as it can.", "Try again"],
  fr: ["Kith est injoignable", "Tu es hors ligne, ou le serveur fait une pause. Cette page s’ouvrira toute seule dès que possible.", "Réessayer"],
  de: ["Kith ist nicht erreichbar", "Du bist offline, oder der Server macht Pause. Diese Seite öffnet sich von selbst, sobald es geht.", "Noch einmal versuchen"],
  ru: ["До Kith не достучаться", "Нет связи, или сервер отдыхает. Страница откроется сама, как только получится.", "Попробовать ещё раз"],
};

function away() {
  const [title, body, again] = AWAY[language] || AWAY.en;
  const scheme = ["light", "dark"].find((theme) => theme === look.get("theme")) || "light dark";
  return `<!doctype html>
<html lang="${AWAY[language] ? language : "en"}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>
      :root { color-scheme: ${scheme}; font: 1rem/1.5 system-ui, sans-serif }
      body { margin: 0; min-height: 100dvh; display: grid; place-content: center; justify-items: center; gap: 1rem; padding: 1.5rem; box-sizing: border-box; text-align: center; background: light-dark(#e6eae2, #0d1615); color: light-dark(#14231f, #edf2ea) }
      h1 { margin: 0; font-size: 1.5rem; line-height: 1.2 }
      .wall { fill: light-dark(#1b5a4a, #7fd3b5) }
      .lamp { fill: light-dark(#f5b83d, #ffc659) }
      p { margin: 0; max-width: 34ch; color: light-dark(#44544e, #b9c5be) }
      a { margin-top: .5rem; padding: .75rem 1.25rem; border-radius: 999px; font-weight: 600; text-decoration: none; background: light-dark(#1b5a4a, #7fd3b5); color: light-dark(#fafbf7, #0d1615) }
    </style>
  </head>
  <body>
    <svg width="72" height="72" viewBox="0 0 40 40" aria-hidden="true">
      <path class="wall" d="M3 36V17.5a2 2 0 0 1 .6-1.4l9-9a2 2 0 0 1 2.8 0l9 9a2 2 0 0 1 .6 1.4V36z"/>
      <path class="lamp" d="M15 36V22.5a2 2 0 0 1 .6-1.4l9-9a2 2 0 0 1 2.8 0l9 9a2 2 0 0 1 .6 1.4V36z"/>
    </svg>
    <h1>${title}</h1>
    <p role="status">${body}</p>
    <a href="">${again}</a>
    <script>
      const open = () => fetch("/readyz", { cache: "no-store" }).then((answer) => answer.ok && location.reload(), () => {});
      addEventListener("online", open);
      setInterval(open, 5000);
    </script>
  </body>
</html>`;
}

self.addEventListener("push", (event) => {
  const push = read(event.data);
  event.waitUntil(show(push));
});

// Browsers want to see every push shown. Who is at Kith right now sees messages come, and hears nothing of it twice.
async function show(push) {
  const pages = await self.clients.matchAll({ type: "window" });
  const isQuiet = push.kind === "message" && pages.some((page) => page.focused);
  const { title, ...options } = push.logging ? asked(push.logging) : news(push);
  const quiet = isQuiet && { renotify: false, silent: true };
  await self.registration.showNotification(title, { icon: "/icon-192.png", ...options, ...quiet });
}

// What can't be read is still something that has come.
function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

function news(push) {
  return {
    title: push.title || "Kith",
    tag: push.tag,
    renotify: Boolean(push.tag),
    data: { url: push.url || "/" },
  };
}

// Somebody whom one lets see oneself has begun or ended to look. Nothing else is told, so the words are here.
const LOGGING = {
  en: ["Somebody you let see you is looking now.", "They have stopped looking."],
  fr: ["Quelqu’un qui peut te voir regarde maintenant.", "Cette personne ne regarde plus."],
  de: ["Jemand, der dich sehen darf, schaut gerade.", "Diese Person schaut nicht mehr."],
  ru: ["Кто-то, кому можно тебя видеть, сейчас смотрит.", "Этот человек больше не смотрит."],
};

function asked(logging) {
  const texts = LOGGING[language] || LOGGING.en;
  const isStart = logging === "start";
  return {
    title: texts[isStart ? 0 : 1],
    tag: "nearby",
    renotify: isStart,
    silent: !isStart,
    data: { url: "/nearby" },
  };
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || "/", self.location.origin);
  event.waitUntil(open(url.origin === self.location.origin ? url.href : "/"));
});

// A page that is there comes to the front; one where somebody is at something else is left alone.
async function open(url) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => new URL(page.url).pathname === new URL(url).pathname);
  return there ? there.focus() : self.clients.openWindow(url);
}

// The browser's service has given out a new address.
self.addEventListener("pushsubscriptionchange", (event) => {
  const renew = async () => {
    const options = event.oldSubscription?.options;
    const renewed = event.newSubscription || (options && (await self.registration.pushManager.subscribe(options)));
    if (!renewed) return;
    const { endpoint, keys } = renewed.toJSON();
    await fetch("/api/account/push", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
    });
  };
  event.waitUntil(renew());
});
