"""What the pages of one site share, learnt from a folder of them by a command of its own."""
