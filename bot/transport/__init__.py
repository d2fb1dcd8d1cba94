"""How updates come in from Telegram and messages go out: order, pace, nothing lost."""
