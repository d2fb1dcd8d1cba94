"""Scripts that made what is in ``data/models``; nothing at run time needs them."""
