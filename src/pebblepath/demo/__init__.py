"""The demo: a practice with made-up families, ninety days of theirs, and the truth behind them."""
