"""The exhibits of a term, one module a subject; `catalogue` gathers them in the order of the dashboard."""
