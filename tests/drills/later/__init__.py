"""A later version of Haru, as far as its tables go: an app whose migrations change those of the version that serves."""
