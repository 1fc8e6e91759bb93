"""The small line drawings of the menus, 24 by 24, drawn for Pebblepath."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "today": '<circle cx="12" cy="12" r="4.5"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>',
    "home": '<path d="M3.5 11.5L12 4l8.5 7.5M6 10v10h12V10M10 20v-5.5h4V20"/>',
    "children": '<circle cx="8.5" cy="8" r="3.5"/><circle cx="17" cy="10" r="2.5"/><path d="M2.5 20c0-4 2.7-6 6-6s6 2 6 6M15.5 15.2c3.3-1 6 .8 6 4.3"/>',
    "path": '<ellipse cx="7" cy="19" rx="4.5" ry="2.7"/><ellipse cx="16.5" cy="12.5" rx="4" ry="2.4"/><ellipse cx="9" cy="5.5" rx="3.5" ry="2.2"/>',
    "helps": '<path d="M4 20V13M10 20V8M16 20V11M22 20H2"/><path d="M15.5 5.5l1.8 1.8L21 3.5"/>',
    "toolkit": '<rect x="3" y="8" width="18" height="12" rx="3"/><path d="M8.5 8V6a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v2M3 13h18"/>',
    "circle": '<circle cx="12" cy="12" r="3"/><circle cx="12" cy="3.8" r="1.8"/><circle cx="19.2" cy="16" r="1.8"/><circle cx="4.8" cy="16" r="1.8"/><path d="M12 5.6v3.4M17.6 15.1l-3-1.7M6.4 15.1l3-1.7"/>',
    "timeline": '<path d="M5 4v16"/><circle cx="5" cy="7" r="1.5"/><circle cx="5" cy="13" r="1.5"/><path d="M10 7h10M10 13h7M10 19h9"/>',
    "me": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "play": '<circle cx="9" cy="15" r="5.5"/><path d="M14 4l6.5 2-2 6.5-6.5-2z"/>',
    "studies": '<path d="M4 5.5c3-1.5 6-1.5 8 .5 2-2 5-2 8-.5V19c-3-1.5-6-1.5-8 .5-2-2-5-2-8-.5zM12 6v13.5"/>',
    "more": '<circle cx="5" cy="12" r="1.6"/><circle cx="12" cy="12" r="1.6"/><circle cx="19" cy="12" r="1.6"/>',
    "away": '<path d="M2.5 9.5c2.5 3.5 5.7 5.2 9.5 5.2s7-1.7 9.5-5.2M12 14.7v3.8M5.8 13.2l-1.9 3M18.2 13.2l1.9 3"/>',
    "river": '<path d="M9 2.5c-4 3 4 6 0 9.5s4 6 0 9.5M15 2.5c-4 3 4 6 0 9.5s4 6 0 9.5"/>',
    "weeks": '<path d="M3 20h18M5.5 20v-4M10 20v-8M14.5 20v-6M19 20V9"/>',
    "now": '<path d="M12 20.2C7.4 17 4 13.9 4 10.2A4.2 4.2 0 0 1 12 8.3a4.2 4.2 0 0 1 8 1.9c0 3.7-3.4 6.8-8 10z"/>',
}
