"""The Help Center: categories, sections, articles, their translations and labels, and who may see and edit them."""
