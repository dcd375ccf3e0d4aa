"""Pages that open anywhere: what a model learnt, and what a run decided, in pictures with their figures."""
