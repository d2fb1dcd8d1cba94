"""Everything that turns articles into something searchable, and finds answers in it.

Knows nothing of Telegram, terminals or settings: those belong to ``bot``.
"""
