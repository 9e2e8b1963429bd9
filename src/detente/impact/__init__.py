"""From duties to effects: the bridge between the law and the models."""
