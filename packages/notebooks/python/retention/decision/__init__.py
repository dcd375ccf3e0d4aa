"""From a probability of churn to a decision: what a contact is worth, whom to contact, how sure that is."""
