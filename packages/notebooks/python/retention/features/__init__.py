"""What is known of a member on the first day of a month, as columns of a model."""
