// Shows pushes, also while no page of Kith is open. They say that something has come, never what is in it.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const push = event.data ? event.data.json() : {};
  const shown = self.registration.showNotification(push.title || "Kith", {
    tag: push.tag,
    renotify: Boolean(push.tag),
    data: { url: push.url || "/" },
  });
  event.waitUntil(shown);
});

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
