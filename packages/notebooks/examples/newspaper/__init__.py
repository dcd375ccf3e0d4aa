"""An example whose data are not KKbox's: subscribers of a newspaper, mapped to what the notebooks read."""
