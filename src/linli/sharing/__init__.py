"""共享与导出 · Data that leave the house: agreements between departments, signed requests and answers, exports."""
