"""The churn model: its data, its parts, how well it does, and which version of it serves."""
