// Shows pushes, also while no page of Kith is open. They say that something has come, never what is in it.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const push = read(event.data);
  const { title, ...options } = push.logging ? asked(push.logging) : news(push);
  event.waitUntil(self.registration.showNotification(title, { icon: "/icon-192.png", ...options }));
});

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
  // The page that registers this says the language of its account.
  const language = new URL(self.location).searchParams.get("lang") || self.navigator.language.slice(0, 2);
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
