"""接口 · What departments' systems call. `openapi.yaml` says it in full."""
