"""Made-up members, payments and listening in the files of the KKBox release, with the truth beside them."""
