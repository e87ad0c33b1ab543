"""Documents out: each as bytes, which the caller saves."""
