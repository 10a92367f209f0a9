"""Runs over many posts: inputs shared among processes or machines, what is told of them, and going on with them."""
