// What the service worker does with a reminder: shows it, and opens the day's page when it is tapped.
self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: "idea", data: { url: told.url ?? "/" } };
  event.waitUntil(self.registration.showNotification(told.title ?? "Pebblepath", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const there = new URL(event.notification.data?.url ?? "/", location.origin);
  if (there.origin === location.origin) event.waitUntil(self.clients.openWindow(there.href));
});
