"""The people's side of Hỏi Báo: Telegram, the testers' console, settings and messages."""
