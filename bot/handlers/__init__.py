"""What the bot does with an update, by concern; wired together in ``bot.application``."""
