"""A browser's own long description of itself, in three words."""

from django import template

register = template.Library()
# The first that is found counts: most browsers also claim to be the ones below them.
BROWSERS = {
    "MicroMessenger": "微信 WeChat",
    "Edg": "Edge",
    "QQBrowser": "QQ Browser",
    "360": "360 Browser",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@register.filter
def device_words(user_agent: str) -> str:
    """Browser and system, e.g. "Chrome · Windows"; what is not recognised is shown as it is, cut short."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or user_agent[:60] or "—"
