"""What was asked and answered, what readers thought of it, and who may ask (SQLAlchemy, Alembic).

Import from the modules: ``records`` and ``errors`` cost nothing, ``journal`` loads SQLAlchemy.
"""
