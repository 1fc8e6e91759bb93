"""Accounts, practices, children and the circle around each child: who may see and do what, and what was done."""
