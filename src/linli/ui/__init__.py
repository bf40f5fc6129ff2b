"""页面部件 · Page parts for the doors: components, template tags, scripts and styles."""
